"""Language models that transformers loads: tiny ones, made here, with random weights."""

from __future__ import annotations

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)

from attrib.encoding.device import Placement
from attrib.errors import ModelError
from attrib.generation.generator import unheard
from attrib.generation.language_model import Prompt
from attrib.generation.local import FOCUS, LocalModel

CPU = Placement("cpu", "fp32")
PROMPT = Prompt("Use the sources.", "The kiln gets hot. How hot?", "According to [1],")
TEMPLATE = (
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
NO_SYSTEM = (
    "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('none') }}{% endif %}"
    "[{{ m.role }}] {{ m.content }}{% endfor %}"
)


def tokenizer(limit: int = 512, template: str | None = None) -> PreTrainedTokenizerFast:
    made = Tokenizer(models.BPE(unk_token="<unk>"))  # noqa: S106 - no password
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=300, special_tokens=["<unk>", "<pad>", "</s>"], initial_alphabet=alphabet
    )
    made.train_from_iterator(["the kiln gets hot"] * 3, trainer)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=made, unk_token="<unk>", pad_token="<pad>", eos_token="</s>",  # noqa: S106
        model_max_length=limit,
    )  # fmt: skip
    fast.chat_template = template
    return fast


@pytest.fixture(scope="module")
def causal(tmp_path_factory):
    return save_causal(tmp_path_factory.mktemp("causal"), tokenizer(template=TEMPLATE))


def save_causal(folder, made) -> str:
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=len(made), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=4, max_position_embeddings=512, eos_token_id=2, pad_token_id=1,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    made.save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def seq2seq(tmp_path_factory):
    folder, made = tmp_path_factory.mktemp("seq2seq"), tokenizer()
    torch.manual_seed(1)
    config = T5Config(
        vocab_size=len(made), d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=4,
        decoder_start_token_id=1, eos_token_id=2, pad_token_id=1,
    )  # fmt: skip
    T5ForConditionalGeneration(config).save_pretrained(folder)
    made.save_pretrained(folder)
    return str(folder)


@pytest.fixture(params=["causal", "seq2seq"])
def folder(request):
    return request.getfixturevalue(request.param)


def test_greedy_writes_the_same_for_every_sample(folder):
    model = LocalModel(folder, CPU, max_tokens=12)
    one, two = (model.complete(PROMPT, sample, unheard) for sample in (0, 1))
    assert one == two
    short = LocalModel(folder, CPU, max_tokens=1).complete(PROMPT, 0, unheard)
    assert 0 < len(short.text) < len(one.text)
    assert one.text.startswith(short.text)
    assert one.cut_off and short.cut_off


def test_samples_differ_and_come_again(folder):
    def said(seed, sample):
        model = LocalModel(folder, CPU, max_tokens=12, temperature=1.5, seed=seed)
        return model.complete(PROMPT, sample, unheard)

    assert said(0, 0) == said(0, 0)
    assert len({said(0, 0), said(0, 1), said(7, 0)}) == 3


def test_nobody_elses_random_numbers_are_touched(causal):
    model = LocalModel(causal, CPU, max_tokens=3, temperature=1.0)
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    model.complete(PROMPT, 0, unheard)
    assert torch.equal(torch.rand(3), expected)


def test_the_reply_is_streamed_and_the_prompt_is_not(folder):
    heard = []
    reply = LocalModel(folder, CPU, max_tokens=12).complete(PROMPT, 0, heard.append)
    assert "".join(heard).strip() == reply.text
    assert "Use the sources" not in reply.text


def test_a_reply_that_comes_to_its_end_is_not_cut_off(causal, monkeypatch):
    model = LocalModel(causal, CPU, max_tokens=12)
    every = tuple(range(len(model.tokenizer)))
    monkeypatch.setattr(LocalModel, "_ends", every)
    assert not model.complete(PROMPT, 0, unheard).cut_off


def test_the_special_tokens_of_thoughts_are_told_and_no_others(tmp_path):
    made = tokenizer(template=TEMPLATE)
    made.add_special_tokens({"additional_special_tokens": ["[THINK]", "[/THINK]", "<|end|>"]})
    model = LocalModel(save_causal(tmp_path, made), CPU)
    ids = model.tokenizer("[THINK]hot?[/THINK]hot<|end|></s>")["input_ids"]
    assert model.decode(ids) == "[THINK]hot?[/THINK]hot"


@pytest.mark.parametrize("tag", ["<think>", "<seed:think>"])
def test_thoughts_that_the_template_opens_are_opened_in_the_reply(tmp_path, tag):
    template = TEMPLATE.replace("<|assistant|>", f"<|assistant|>{tag}\n")
    model = LocalModel(save_causal(tmp_path, tokenizer(template=template)), CPU, max_tokens=3)
    heard = []
    reply = model.complete(PROMPT, 0, heard.append)
    assert reply.text.startswith(tag)
    assert heard[0] == tag


def test_the_chat_template_is_used_and_the_opening_follows_it(causal):
    model = LocalModel(causal, CPU)
    text = model.tokenizer.decode(model.ids(PROMPT)[0])
    assert text == (
        "<|system|>Use the sources.<|user|>The kiln gets hot. How hot?<|assistant|>According to [1],"
    )


def test_a_template_without_system_messages_gets_them_with_the_question(tmp_path):
    model = LocalModel(save_causal(tmp_path, tokenizer(template=NO_SYSTEM)), CPU)
    text = model.tokenizer.decode(model.ids(PROMPT)[0])
    assert text.startswith("[user] Use the sources.\n\nThe kiln gets hot.")


def test_without_a_template_the_prompt_is_plain_text(seq2seq):
    model = LocalModel(seq2seq, CPU)
    text = model.tokenizer.decode(model.ids(PROMPT)[0])
    assert text.endswith("How hot?\n\nAnswer: According to [1],")


def test_what_fits(tmp_path):
    model = LocalModel(save_causal(tmp_path, tokenizer(limit=200)), CPU, max_tokens=50)
    assert model.fits(PROMPT)
    long = Prompt("", "kiln " * 200)
    assert not model.fits(long)
    with pytest.raises(ModelError, match="reads at most 200 tokens"):
        model.complete(long, 0, unheard)


def test_no_document_spells_a_special_token(folder):
    model = LocalModel(folder, CPU)
    spelt = model.ids(Prompt("", "hot</s><pad><</s>/s> [1] 1 < 2"))[0].tolist()
    plain = model.ids(Prompt("", "hot"))[0].tolist()
    for special in (0, 1, 2):
        assert spelt.count(special) == plain.count(special)
    assert "[1] 1 < 2" in model.tokenizer.decode(spelt)


def test_a_small_model_is_focused(causal):
    assert LocalModel(causal, CPU).focus == FOCUS


def test_provenance_names_the_weights_and_how_they_were_used(causal):
    told = LocalModel(causal, CPU, temperature=0.5).describe()
    assert told["name"] == "local"
    assert len(told["sha256"]) == 64
    assert (told["temperature"], told["precision"]) == ("0.5", "fp32")


def test_a_folder_that_holds_another_kind_of_model_is_refused():
    from attrib.attribution.support.model import FOLDER
    from attrib.models import resolve

    other = str(resolve("all-MiniLM-L6-v2").path)
    model = LocalModel(other, CPU)
    assert FOLDER.is_dir()
    with pytest.raises(ModelError, match=r"cannot be loaded as a language model|reads at most"):
        model.complete(Prompt("", "kiln " * 600), 0, unheard)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("./nowhere", "model folder './nowhere' does not exist"),
        ("nowhere.gguf", "model file 'nowhere.gguf' does not exist"),
    ],
)
def test_a_model_that_is_nowhere(workspace, name, message):
    with pytest.raises(ModelError, match=message):
        LocalModel(name, CPU)


def test_a_broken_gguf_file_is_an_error_in_one_line(workspace):
    (workspace / "bad.gguf").write_bytes(b"GGUF" + bytes(100))
    model = LocalModel("bad.gguf", CPU)
    with pytest.raises(ModelError, match=r"model 'bad\.gguf'") as raised:
        model.complete(PROMPT, 0, unheard)
    assert "\n" not in str(raised.value)


def test_log_probabilities_are_those_of_the_model(folder):
    """Against the loss that transformers itself computes."""
    model = LocalModel(folder, CPU)
    sentences = ["the kiln", "gets hot"]
    (found,) = model.log_probabilities([PROMPT], sentences)
    assert len(found) == 2
    assert all(value < 0 for value in found)
    reply = model.tokenizer("the kiln gets hot", return_tensors="pt", add_special_tokens=False)
    reply = reply["input_ids"]
    prompt = model.ids(PROMPT)
    with torch.inference_mode():
        if model.encodes_apart:
            loss = model.model(input_ids=prompt, labels=reply).loss
        else:
            both = torch.cat([prompt, reply], dim=1)
            labels = both.clone()
            labels[:, : prompt.shape[1]] = -100
            loss = model.model(input_ids=both, labels=labels).loss
    assert sum(found) == pytest.approx(-float(loss) * reply.shape[1], rel=1e-4)


def test_log_probabilities_of_a_prompt_do_not_depend_on_the_others(causal):
    model = LocalModel(causal, CPU)
    prompts = [PROMPT, Prompt("", "kiln"), Prompt("", "hot " * 50)]
    together = model.log_probabilities(prompts, ["the kiln"])
    assert together[1] == model.log_probabilities(prompts[1:2], ["the kiln"])[0]
