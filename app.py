"""``python app.py``: the chat page and the API on one port, as ``assistant chat``."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.exit(main(["chat", *sys.argv[1:]]))
