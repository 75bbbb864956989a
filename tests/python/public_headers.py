"""What include/stance/*.h declares, read as text; and where the compiler puts it. The headers are plain enough for that: a declaration
ends in a semicolon, no struct is declared in another."""
import re
import subprocess
from pathlib import Path

SCALARS = {"size_t", "double", "float", "bool", "char", "int", "long", "uint8_t", "uint32_t", "uint64_t", "void"}


def _bare(text):
    """Without comments, preprocessor lines and the braces of extern "C"."""
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.S)
    text = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", "", text, flags=re.M)
    text = re.sub(r'extern "C" \{', "", text)
    return re.sub(r"STANCE_MUST_CHECK\s+", "", text)


def _member_names(body):
    for declaration in body.split(";"):
        if declaration.strip():
            for declarator in declaration.split(","):
                yield re.search(r"(\w+)\s*(?:\[[^\]]*\])?\s*$", declarator).group(1)


def _type(declaration, named=True):
    """`const char *name` or `uint32_t *fold` as a type without const: `char *`."""
    text = re.sub(r"\bconst\b", " ", declaration)
    pointers = text.count("*") + text.count("[")
    words = re.sub(r"\[[^\]]*\]|\*", " ", text).split()
    if named and len(words) > 1:
        words = words[:-1]
    return " ".join(words) + (" " + "*" * pointers if pointers else "")


class PublicHeaders:
    def __init__(self, source):
        self.include = Path(source) / "include"
        self.files = sorted((self.include / "stance").glob("*.h"))
        self.structs, self.enums, self.opaque, self.functions = {}, {}, set(), {}
        for file in self.files:
            text = _bare(file.read_text())
            for name, body in re.findall(r"typedef struct (\w+) \{(.*?)\} \1;", text, flags=re.S):
                self.structs[name] = list(_member_names(body))
            for name, body in re.findall(r"typedef enum (\w+) \{(.*?)\} \1;", text, flags=re.S):
                self.enums[name] = [constant.split("=")[0].strip() for constant in body.split(",") if constant.strip()]
            self.opaque |= set(re.findall(r"typedef struct (\w+) \1;", text))
            text = re.sub(r"typedef (?:struct|enum) \w+ \{.*?\} \w+;", "", text, flags=re.S)
            for result, name, arguments in re.findall(r"([\w \n]+[ *]+)(stance_\w+)\(([^;]*)\)\s*;", text):
                parts = [] if arguments.strip() == "void" else arguments.split(",")
                self.functions[name] = (_type(result, named=False), [_type(part) for part in parts])

    def layout(self, compiler, folder):
        """Sizes, offsets and values as lines, by a program that the compiler makes of the headers."""
        lines = ["#include <stdio.h>", "#include <stddef.h>"] + [f'#include "stance/{file.name}"' for file in self.files]
        lines.append("int main(void) {")
        for name, members in sorted(self.structs.items()):
            lines.append(f'  printf("struct {name} %zu\\n", sizeof({name}));')
            for member in members:
                lines.append(
                    f'  printf("  {member} %zu %zu\\n", offsetof({name}, {member}), sizeof((({name} *)0)->{member}));'
                )
        for name, constants in sorted(self.enums.items()):
            lines.append(f'  printf("enum {name} %zu\\n", sizeof({name}));')
            lines += [f'  printf("  {constant} %d\\n", (int){constant});' for constant in constants]
        lines += ['  printf("least_english %g\\n", STANCE_LEAST_ENGLISH);', "  return 0;", "}", ""]
        source, program = Path(folder) / "layout.c", Path(folder) / "layout"
        source.write_text("\n".join(lines))
        subprocess.run([compiler, "-std=c17", f"-I{self.include}", str(source), "-o", str(program)], check=True)
        return subprocess.run([str(program)], check=True, capture_output=True, text=True).stdout
