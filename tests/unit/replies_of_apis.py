"""Replies as the APIs of language models give them, and the same row that each of them should become."""

# ruff: noqa: E501 (as long as they come)

from __future__ import annotations

from typing import Any

ANTHROPIC: dict[str, Any] = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "some-model",
    "content": [
        {"type": "thinking", "thinking": "Oak first.", "signature": "x"},
        {"type": "text", "text": "🌳 Laut Quelle ", "citations": None},
        {
            "type": "text",
            "text": "wächst die Eiche langsam",
            "citations": [
                {"type": "char_location", "cited_text": "Eichen wachsen langsam. ", "document_index": 0,
                 "document_title": "Bäume im Park", "start_char_index": 0, "end_char_index": 24, "file_id": None},
                {"type": "page_location", "cited_text": "Die Eiche wächst wenig.", "document_index": 1,
                 "document_title": None, "start_page_number": 1, "end_page_number": 2},
            ],
        },
        {"type": "text", "text": ". "},
        {
            "type": "text",
            "text": "Die Kiefer wächst schnell.",
            "citations": [
                {"type": "content_block_location", "cited_text": "Kiefern wachsen schnell.", "document_index": 0,
                 "document_title": "Bäume im Park", "start_block_index": 1, "end_block_index": 2},
            ],
        },
    ],
    "stop_reason": "end_turn",
    "usage": {"input_tokens": 1, "output_tokens": 1},
}  # fmt: skip
ANTHROPIC_WEB: dict[str, Any] = {
    "id": "msg_2",
    "type": "message",
    "role": "assistant",
    "content": [
        {"type": "text", "text": "I will look for it."},
        {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {"query": "oak"}},
        {"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1",
         "content": [{"type": "web_search_result", "url": "https://a.example/oak", "title": "Oaks",
                      "encrypted_content": "x", "page_age": None}]},
        {
            "type": "text",
            "text": "Oaks grow slowly.",
            "citations": [
                {"type": "web_search_result_location", "url": "https://a.example/oak", "title": "Oaks",
                 "encrypted_index": "x", "cited_text": "An oak grows slowly."},
                {"type": "search_result_location", "source": "trees/oak.md", "title": "Oak", "search_result_index": 1,
                 "start_block_index": 0, "end_block_index": 1, "cited_text": "Oaks are slow."},
            ],
        },
    ],
}  # fmt: skip
GEMINI: dict[str, Any] = {
    "candidates": [
        {
            "content": {
                "role": "model",
                "parts": [
                    {"text": "Ich überlege.", "thought": True},
                    {"text": "Größe: die Eiche 🌳 ist groß. Sie wächst langsam. "},
                    {"text": "Die Kiefer ist größer."},
                ],
            },
            "groundingMetadata": {
                "groundingChunks": [
                    {"web": {"uri": "https://a.example/r/1", "title": "a.example"}},
                    {"retrievedContext": {"uri": "gs://trees/oak.txt", "title": "Oak", "text": "Eichen sind groß."}},
                    {"retrievedContext": {"title": "Pines", "ragChunk": {"text": "Kiefern sind größer."}}},
                ],
                "groundingSupports": [
                    {"segment": {"partIndex": 1, "endIndex": 34, "text": "Größe: die Eiche 🌳 ist groß."},
                     "groundingChunkIndices": [0, 1]},
                    {"segment": {"partIndex": 1, "startIndex": 35, "endIndex": 55}, "groundingChunkIndices": [1],
                     "confidenceScores": [0.9]},
                    {"segment": {"partIndex": 2, "startIndex": 0, "endIndex": 24, "text": "Die Kiefer ist größer."},
                     "groundingChunkIndices": [2]},
                ],
            },
        }
    ]
}  # fmt: skip
RESPONSES: dict[str, Any] = {
    "id": "resp_1",
    "object": "response",
    "output": [
        {"id": "rs_1", "type": "reasoning", "summary": []},
        {"id": "fs_1", "type": "file_search_call", "status": "completed", "queries": ["oak"],
         "results": [{"file_id": "file-oak", "filename": "oak.txt", "score": 0.9, "text": "Oaks grow slowly."}]},
        {"id": "ws_1", "type": "web_search_call", "status": "completed"},
        {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "content": [
                {
                    "type": "output_text",
                    "text": "🌳 Oaks grow slowly. Pines grow fast ([a.example](https://a.example/?utm_source=openai)).",
                    "annotations": [
                        {"type": "file_citation", "index": 19, "file_id": "file-oak", "filename": "oak.txt"},
                        {"type": "url_citation", "start_index": 37, "end_index": 86,
                         "url": "https://a.example/?utm_source=openai", "title": "Pines"},
                        {"type": "container_file_citation", "container_id": "c", "file_id": "cfile_1",
                         "filename": "plot.png", "start_index": 0, "end_index": 2},
                    ],
                }
            ],
        },
    ],
    "text": {"format": {"type": "text"}},
}  # fmt: skip
CHAT: dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {
                "role": "assistant",
                "content": "Oaks grow slowly ([a](https://a.example/oak)). Pines grow fast.",
                "annotations": [
                    {"type": "url_citation", "url_citation": {
                        "start_index": 17, "end_index": 45, "url": "https://a.example/oak", "title": "Oak"}},
                    {"type": "url_citation", "url_citation": {
                        "start_index": 47, "end_index": 63, "url": "https://a.example/pine", "title": "Pine"}},
                ],
            },
        }
    ],
}  # fmt: skip
AZURE: dict[str, Any] = {
    "id": "1",
    "object": "extensions.chat.completion",
    "choices": [
        {
            "message": {
                "role": "assistant",
                "content": "Oaks grow slowly [doc1][doc3]. Pines grow fast [doc2].",
                "context": {
                    "citations": [
                        {"content": "Oaks are slow.", "title": "Oak", "url": None, "filepath": "oak.pdf", "chunk_id": "0"},
                        {"content": "Pines are fast.", "title": "Pine", "url": "https://a.example/pine", "filepath": None,
                         "chunk_id": "0"},
                        {"content": "Oaks are big.", "title": "Oak", "url": None, "filepath": "oak.pdf", "chunk_id": "4"},
                    ],
                    "intent": "[\"oak\"]",
                },
            }
        }
    ],
}  # fmt: skip
PERPLEXITY: dict[str, Any] = {
    "id": "1",
    "citations": ["https://a.example/oak", "https://a.example/pine"],
    "search_results": [
        {"title": "Oak", "url": "https://a.example/oak", "date": None, "snippet": ""},
        {"title": "Pine", "url": "https://a.example/pine", "date": None, "snippet": "Pines are fast."},
    ],
    "choices": [{"message": {"role": "assistant", "content": "Oaks are slow [1]. Pines are fast [2]."}}],
}  # fmt: skip
ASSISTANT: dict[str, Any] = {
    "id": "msg_abc",
    "object": "thread.message",
    "role": "assistant",
    "content": [
        {
            "type": "text",
            "text": {
                "value": "Oaks grow slowly【4:0†source】. Pines grow fast【4:1†pine.txt】.",
                "annotations": [
                    {"type": "file_citation", "text": "【4:0†source】", "start_index": 16, "end_index": 28,
                     "file_citation": {"file_id": "file-oak"}},
                    {"type": "file_citation", "text": "【4:1†pine.txt】", "start_index": 0, "end_index": 0,
                     "file_citation": {"file_id": "file-pine"}},
                    {"type": "file_path", "text": "sandbox:/plot.png", "start_index": 0, "end_index": 0,
                     "file_path": {"file_id": "file-plot"}},
                ],
            },
        }
    ],
}  # fmt: skip
COHERE: dict[str, Any] = {
    "id": "1",
    "finish_reason": "COMPLETE",
    "message": {
        "role": "assistant",
        "content": [
            {"type": "thinking", "thinking": "Oaks."},
            {"type": "text", "text": "🌳 Oaks grow slowly. Pines grow fast."},
        ],
        "citations": [
            {"start": 14, "end": 21, "text": "slowly.", "type": "TEXT_CONTENT", "content_index": 1,
             "sources": [{"type": "document", "id": "doc:0",
                          "document": {"id": "doc:0", "snippet": "Oaks are slow.", "title": "Oak"}}]},
            {"start": 33, "end": 38, "text": "fast.", "content_index": 1,
             "sources": [{"type": "tool", "id": "look:0", "tool_output": {"tree": "pine", "speed": "fast", "m": 3}}]},
            {"start": 0, "end": 4, "text": "Oaks", "type": "THINKING_CONTENT", "content_index": 0,
             "sources": [{"type": "document", "id": "doc:9"}]},
        ],
    },
}  # fmt: skip
COHERE_1: dict[str, Any] = {
    "text": "Oaks grow slowly. Pines grow fast.",
    "generation_id": "1",
    "citations": [
        {"start": 10, "end": 17, "text": "slowly.", "document_ids": ["doc_0", "doc_1"]},
        {"start": 29, "end": 34, "text": "fast.", "document_ids": ["doc_1"]},
    ],
    "documents": [
        {"id": "doc_0", "snippet": "Oaks are slow.", "title": "Oak", "url": "https://a.example/oak"},
        {"id": "doc_1", "text": "Pines are fast, oaks slow."},
    ],
}  # fmt: skip
BEDROCK: dict[str, Any] = {
    "sessionId": "1",
    "output": {"text": "Eichen wachsen langsam. Kiefern wachsen schnell."},
    "citations": [
        {
            "generatedResponsePart": {"textResponsePart": {
                "text": "Eichen wachsen langsam.", "span": {"start": 0, "end": 22}}},
            "retrievedReferences": [
                {"content": {"text": "Eichen sind langsam."},
                 "location": {"type": "S3", "s3Location": {"uri": "s3://trees/oak.txt"}},
                 "metadata": {"x-amz-bedrock-kb-source-uri": "s3://trees/oak.txt"}},
            ],
        },
        {
            "generatedResponsePart": {"textResponsePart": {
                "text": "Kiefern wachsen schnell.", "span": {"start": 24, "end": 47}}},
            "retrievedReferences": [
                {"content": {"text": "Kiefern sind schnell."},
                 "location": {"type": "WEB", "webLocation": {"url": "https://a.example/pine"}}},
                {"content": {"text": "Eichen sind langsam."},
                 "location": {"type": "S3", "s3Location": {"uri": "s3://trees/oak.txt"}}},
            ],
        },
        {"generatedResponsePart": {"textResponsePart": {"text": "", "span": {"start": 0, "end": 0}}},
         "retrievedReferences": []},
    ],
}  # fmt: skip
CONVERSE: dict[str, Any] = {
    "output": {"message": {"role": "assistant", "content": [
        {"reasoningContent": {"reasoningText": {"text": "Oak first.", "signature": "x"}}},
        {"text": "🌳 Laut Quelle "},
        {"citationsContent": {
            "content": [{"text": "wächst die Eiche "}, {"text": "langsam"}],
            "citations": [
                {"title": "Bäume im Park", "sourceContent": [{"text": "Eichen wachsen langsam."}],
                 "location": {"documentChar": {"documentIndex": 0, "start": 0, "end": 23}}},
                {"title": "Mehr", "sourceContent": [{"text": "Die Eiche wächst wenig."}],
                 "location": {"documentPage": {"documentIndex": 1, "start": 1, "end": 2}}},
            ],
        }},
        {"text": ". "},
        {"citationsContent": {
            "content": [{"text": "Die Kiefer wächst schnell."}],
            "citations": [
                {"title": "Kiefern", "sourceContent": [{"text": "Kiefern wachsen schnell."}],
                 "location": {"web": {"url": "https://a.example/pine", "domain": "a.example"}}},
                {"sourceContent": [{"text": "Kiefern sind schnell."}], "source": "https://a.example/kb",
                 "location": {"searchResultLocation": {"searchResultIndex": 2, "start": 0, "end": 1}}},
            ],
        }},
    ]}},
    "stopReason": "end_turn",
    "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
    "metrics": {"latencyMs": 1},
}  # fmt: skip
BEDROCK_AGENT: dict[str, Any] = {
    "contentType": "application/json",
    "sessionId": "1",
    "completion": [
        {"trace": {"agentId": "A", "sessionId": "1", "trace": {"orchestrationTrace": {"rationale": {"text": "Oak."}}}}},
        {"chunk": {
            "bytes": "8J+MsyBFaWNoZW4gd2FjaHNlbiBsYW5nc2Ft",
            "attribution": {"citations": [BEDROCK["citations"][0]]},
        }},
        {"chunk": {"bytes": "LiA="}},
        {"chunk": {
            "bytes": "S2llZmVybiB3YWNoc2VuIHNjaG5lbGwu",
            "attribution": {"citations": BEDROCK["citations"][1:]},
        }},
    ],
}  # fmt: skip
BEDROCK_STREAM: dict[str, Any] = {
    "sessionId": "1",
    "stream": [
        {"output": {"text": "Eichen wachsen "}},
        {"output": {"text": "langsam."}},
        {"citation": {"citation": BEDROCK["citations"][0], **BEDROCK["citations"][0]}},
        {"output": {"text": " Kiefern wachsen schnell."}},
        {"citation": BEDROCK["citations"][1]},
        {"guardrail": {"action": "NONE"}},
    ],
}  # fmt: skip
MISTRAL: dict[str, Any] = {
    "id": "1",
    "object": "chat.completion",
    "choices": [{"index": 0, "finish_reason": "stop", "message": {
        "role": "assistant",
        "tool_calls": None,
        "content": [
            {"type": "thinking", "thinking": [{"type": "text", "text": "Oaks."}]},
            {"type": "text", "text": "🌳 Oaks grow slowly"},
            {"type": "reference", "reference_ids": [0, 1]},
            {"type": "text", "text": ". Pines grow fast. "},
            {"type": "reference", "reference_ids": ["1"]},
            {"type": "text", "text": "Both are trees."},
        ],
    }}],
}  # fmt: skip
MISTRAL_CONVERSATION: dict[str, Any] = {
    "object": "conversation.response",
    "conversation_id": "conv_1",
    "outputs": [
        {"object": "entry", "type": "message.output", "id": "msg_1", "role": "assistant", "content": "I will look for it."},
        {"object": "entry", "type": "tool.execution", "id": "tool_exec_1", "name": "web_search",
         "arguments": "{\"query\": \"oak\"}"},
        {
            "object": "entry",
            "type": "message.output",
            "id": "msg_2",
            "role": "assistant",
            "content": [
                {"type": "text", "text": "Oaks grow slowly"},
                {"type": "tool_reference", "tool": "web_search", "title": "Oak", "url": "https://a.example/oak",
                 "favicon": None, "description": "An oak <strong>grows slowly</strong>."},
                {"type": "tool_reference", "tool": "document_library", "title": "trees.pdf", "url": None},
                {"type": "text", "text": "."},
            ],
        },
    ],
    "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
}  # fmt: skip

OLLAMA: dict[str, Any] = {
    "model": "some-model", "created_at": "2025-01-01T00:00:00Z", "done": True, "done_reason": "stop", "eval_count": 1,
    "message": {"role": "assistant", "content": "🌳 Oaks grow slowly."},
}  # fmt: skip

ALL = {
    "anthropic": ANTHROPIC, "anthropic-web": ANTHROPIC_WEB, "gemini": GEMINI, "responses": RESPONSES, "chat": CHAT,
    "azure": AZURE, "perplexity": PERPLEXITY, "assistant": ASSISTANT, "cohere": COHERE, "cohere-1": COHERE_1,
    "bedrock": BEDROCK, "bedrock-agent": BEDROCK_AGENT, "bedrock-stream": BEDROCK_STREAM, "converse": CONVERSE,
    "mistral": MISTRAL, "mistral-conversation": MISTRAL_CONVERSATION, "ollama": OLLAMA,
}  # fmt: skip
