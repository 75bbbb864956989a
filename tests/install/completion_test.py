#!/usr/bin/env python3
"""Types into a shell on a pseudo-terminal, presses Tab, and reads what the line has become: completion_test.py SHELL COMPLETIONS

SHELL is bash, zsh or fish; COMPLETIONS the folder that the build made. Exit 77 where the shell is not installed.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

FILES = ["model.stance", "model.txt", "data.csv.gz", "data.bin", "spaced name.txt"]
# What is typed before Tab, and what stands on the line after it.
CASES = [
    ("stance tr", "stance train "),
    ("stance help ev", "stance help evaluate "),
    ("stance --ver", "stance --version "),
    ("stance infer --emi", "stance infer --emit-text "),
    ("stance train x.tsv -o new.stance --lea", "stance train x.tsv -o new.stance --learning-curve "),
    ("stance evaluate --format mark", "stance evaluate --format markdown "),
    ("stance evaluate --format=mark", "stance evaluate --format=markdown "),
    ("stance train --kernel r", "stance train --kernel rbf "),
    ("stance inspect m", "stance inspect model.stance "),
    ("stance infer -m m", "stance infer -m model.stance "),
    ("stance train d", "stance train data.csv.gz "),
    ("stance serve --pool sp", "stance serve --pool spaced\\ name.txt "),
    ("stance infer sp", "stance infer spaced\\ name.txt "),
    ("stance serve d", "stance serve d"),  # takes no files
]
HANG = 60  # seconds; nothing here takes one

START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"],
             "bind 'set enable-bracketed-paste off'; show() {{ printf '<%s>' \"$READLINE_LINE\"; }}; "
             "bind -x '\"\\C-t\": show'; source {}/bash/stance; echo re''ady\n"),
    "zsh": (["zsh", "-f", "-i"],
            "unset zle_bracketed_paste; fpath=({}/zsh $fpath); autoload -U compinit; compinit -u -D; "
            "show() {{ print -rn -- \"<$BUFFER>\" }}; zle -N show; bindkey -e; bindkey '^T' show; echo re''ady\n"),
}


class Typist:
    def __init__(self, shell, completions, folder):
        arguments, setup = START[shell]
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(arguments[0], arguments, dict(os.environ, TERM="dumb", LC_ALL="C.UTF-8", HISTFILE="", HOME=folder, PS1="$ "))
        self.said = ""
        self.type(setup.format(completions))
        self.wait(r"(?<!')ready")

    def type(self, text):
        os.write(self.terminal, text.encode())

    def wait(self, pattern):
        end = time.monotonic() + HANG
        while True:
            found = re.search(pattern, self.said)
            if found:
                self.said = self.said[found.end():]
                return found
            ready, _, _ = select.select([self.terminal], [], [], max(0, end - time.monotonic()))
            if not ready:
                sys.exit(f"the shell does not answer; it said {self.said!r}")
            self.said += os.read(self.terminal, 65536).decode("utf-8", "replace")

    def complete(self, typed):
        """Tab, then the key that prints the line between angle brackets, then an empty line."""
        self.type(typed + "\t\x14")
        line = self.wait(r"<(stance[^>]*)>").group(1)
        self.type("\x15")
        return line

    def close(self):
        self.type("exit\n")
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def fish(completions, folder, typed):
    """fish says what it would offer; one offer is what Tab inserts. Files of other kinds come after those asked for."""
    command = "source $argv[1]/fish/stance.fish; complete --escape -C $argv[2]"
    offered = subprocess.run(["fish", "--no-config", "-c", command, completions, typed], cwd=folder, check=True, text=True, timeout=HANG,
                             env=dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder, LC_ALL="C.UTF-8"), stdout=subprocess.PIPE).stdout
    head = typed[:typed.rfind(" ") + 1]
    first = offered.split("\n")[0].split("\t")[0]
    return f"{head}{first} " if first else typed


def main():
    shell, completions = sys.argv[1:]
    if not shutil.which(shell):
        print(f"skipped: {shell} is not installed")
        return 77
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            open(os.path.join(folder, name), "w").close()
        typist = None if shell == "fish" else Typist(shell, completions, folder)
        for typed, wanted in CASES:
            line = typist.complete(typed) if typist else fish(completions, folder, typed)
            if line.rstrip() != wanted.rstrip():  # not every shell puts a space behind a file
                print(f"{shell}: {typed!r} became {line!r}, not {wanted!r}")
                failed += 1
        if typist:
            typist.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
