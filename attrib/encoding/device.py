"""Where models run, and in which arithmetic."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from attrib.errors import InputError


class Placement:
    """Where one model runs and in which arithmetic, settled when it is first asked: torch is not
    imported before.
    """

    def __init__(self, device: str = "auto", precision: str = "auto") -> None:
        self._wanted = (device, precision)

    @cached_property
    def device(self) -> str:
        return resolve_device(self._wanted[0])

    @cached_property
    def precision(self) -> str:
        return resolve_precision(self._wanted[1], self.device)

    def describe(self) -> dict[str, str]:
        return {"device": self.device, "precision": self.precision}

    def arrange(self, encoder: Any) -> None:
        """Puts a transformer where it runs, in the arithmetic it runs in.

        In bf16 all of it is: autocast, which casts the weights at each call, was measured at three
        quarters of the speed. So was torch's fused attention on CPUs, at these lengths; on CUDA it
        is another kernel where no text of a batch is padded, and moves results by 1e-3.
        """
        import torch

        encoder.to(self.device)
        if self.precision == "bf16":
            encoder.to(torch.bfloat16)
            if hasattr(encoder, "set_attn_implementation"):
                from attrib.encoding.attention import NAME

                own = self.device == "cpu" and encoder.config.model_type == "bert"
                encoder.set_attn_implementation(NAME if own else "eager")

    def autocast(self) -> Any:
        """The context in which the model is called."""
        import torch

        kind = self.device.partition(":")[0]
        return torch.autocast(kind, dtype=torch.bfloat16, enabled=self.precision == "bf16")


def resolve_device(name: str) -> str:
    """``auto|cpu|cuda|cuda:N`` to the device torch uses: ``auto`` takes CUDA when torch sees it."""
    import torch

    if name == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if name.startswith("cuda"):
        number = int(name.partition(":")[2] or 0)
        count = torch.cuda.device_count() if torch.cuda.is_available() else 0
        if number >= count:
            seen = f"torch sees {count} CUDA device(s)" if count else "torch sees no CUDA device"
            raise InputError(f"device '{name}' cannot be used: {seen}; pass --device cpu or auto")
    return name


def resolve_precision(precision: str, device: str) -> str:
    """``auto|fp32|bf16`` to ``fp32`` or ``bf16``: auto takes bf16 where it is faster.

    On CPUs that is where there are AMX tiles, and on AMD's with AVX512-BF16 (Zen 4 and later), which
    compute in it at full width: matrix products were measured there at 4.6 times the speed of fp32.
    Of other makers AVX512-BF16 alone is not enough: on such a processor MiniLM-L6 was measured at 14
    sequences a second in bf16 against 22 in fp32. The choice follows from the hardware and not from
    a timing, so that two runs on one machine give the same numbers.
    """
    import torch

    if precision != "auto":
        return precision
    if device.startswith("cuda"):
        return "bf16" if torch.cuda.is_bf16_supported(including_emulation=False) else "fp32"
    features = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    amd = str(features.get("cpu_name", "")).startswith("AMD")
    fast = features.get("amx_bf16") or (amd and features.get("avx512_bf16"))
    return "bf16" if fast else "fp32"
