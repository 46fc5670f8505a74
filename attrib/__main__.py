"""``python -m attrib`` is the command ``attrib``."""

from attrib.cli import main

main()
