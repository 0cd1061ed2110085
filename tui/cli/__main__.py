"""python -m tui.cli: the command by its module, as torchrun starts it."""

from tui.cli.command import main

if __name__ == "__main__":
    main()
