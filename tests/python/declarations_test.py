"""Every line of stance/_declarations.py against the headers and the compiler."""
import ctypes
import os
import re
import tempfile
import unittest
from ctypes import POINTER, c_bool, c_char, c_char_p, c_double, c_int, c_long, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p
from pathlib import Path

import stance
from public_headers import PublicHeaders
from stance import _declarations as declared
from stance import model

SOURCE = Path(os.environ["STANCE_SOURCE"])
SCALARS = {"size_t": c_size_t, "double": c_double, "bool": c_bool, "int": c_int, "long": c_long, "uint8_t": c_uint8,
           "uint32_t": c_uint32, "uint64_t": c_uint64}
TEXTS = [c_char_p, c_void_p, POINTER(c_char)]  # NUL-terminated, by length, or to be filled


class Declarations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.headers = PublicHeaders(SOURCE)
        cls.layout, name = {}, None
        with tempfile.TemporaryDirectory() as folder:
            for line in cls.headers.layout(os.environ.get("CC", "cc"), folder).splitlines():
                words = line.split()
                if line.startswith("  "):
                    cls.layout[name].append(tuple(words))
                else:
                    name = " ".join(words[:-1])
                    cls.layout[name] = [words[-1]]

    def test_structs_lie_where_the_compiler_puts_them(self):
        for name, struct in declared.STRUCTS.items():
            size, *members = self.layout["struct " + name]
            fields = [(field.rstrip("_"), str(getattr(struct, field).offset), str(getattr(struct, field).size)) for field, _ in struct._fields_]
            self.assertEqual(fields, members, name)
            self.assertEqual(ctypes.sizeof(struct), int(size), name)

    def test_labels_are_unpacked_as_they_lie(self):
        label = declared.StanceLabel(1, 0.25, -2.5, 0.125, True, 12)
        self.assertEqual(model._LABEL.size, ctypes.sizeof(label))
        self.assertEqual(model._LABEL.unpack(label), (1, 0.25, -2.5, 0.125, True, 12))

    def test_enums_have_their_values(self):
        for name, words in declared.ENUMS.items():
            _, *constants = self.layout["enum " + name]
            self.assertEqual([int(value) for _, value in constants], list(range(len(words))), name)
            for (constant, _), word in zip(constants, words, strict=True):
                self.assertTrue(constant.endswith("_" + word.upper().replace("+", "_")), (constant, word))
        self.assertEqual(float(self.layout["least_english"][0]), declared.LEAST_ENGLISH)

    def test_statuses_are_the_exceptions(self):
        _, *constants = self.layout["enum stance_status"]
        values = {name.removeprefix("STANCE_"): int(value) for name, value in constants}
        for name, kind in [("MACHINE", stance.MachineError), ("USAGE", stance.UsageError), ("DATA", stance.DataError),
                           ("MODEL", stance.ModelError), ("CANCELLED", stance.CancelledError)]:
            self.assertEqual(kind.status, values[name])

    def fits(self, c, python):
        """Whether the ctypes type is one for the C type."""
        base, _, stars = c.partition(" *")
        pointers = stars.count("*") + (" *" in c)
        if c == "void":
            return python is None
        if c == "stance_progress_fn":
            return python is declared.PROGRESS
        struct = declared.STRUCTS.get(base)
        if pointers == 0:
            return python is (c_int if base in self.headers.enums or base == "stance_status" else struct or SCALARS.get(base))
        if base == "char":
            return python in (TEXTS if pointers == 1 else [POINTER(c_void_p), POINTER(c_char_p)])
        if base == "void" or base in self.headers.opaque:
            return python is (c_void_p if pointers == 1 else POINTER(c_void_p))
        pointed = struct or SCALARS[base]
        return python is (POINTER(pointed) if pointers == 1 else POINTER(POINTER(pointed)))

    def test_functions_are_declared_as_the_headers_do(self):
        for library, functions in declared.FUNCTIONS.items():
            for name, (result, arguments) in functions.items():
                c_result, c_arguments = self.headers.functions[name]
                self.assertTrue(self.fits(c_result, result), (name, c_result, result))
                self.assertEqual(len(arguments), len(c_arguments), name)
                for c, python in zip(c_arguments, arguments):
                    self.assertTrue(self.fits(c, python), (name, c, python))

    def test_what_is_used_is_declared_and_the_other_way_round(self):
        used = set()
        for file in Path(stance.__file__).parent.glob("*.py"):
            if file.name != "_declarations.py":
                used |= set(re.findall(r"\.(stance_\w+)\b", file.read_text()))
        names = {name for functions in declared.FUNCTIONS.values() for name in functions}
        self.assertEqual(used, names)

    def test_the_version_is_the_projects(self):
        project = re.search(r"project\(stance VERSION (\S+)", (SOURCE / "CMakeLists.txt").read_text()).group(1)
        self.assertEqual(stance.__version__, project)
        self.assertEqual(stance._library.library().stance_version().decode(), project)


if __name__ == "__main__":
    unittest.main()
