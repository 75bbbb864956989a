"""The layout of what the headers declare, against the one that the SONAME promises (docs/embedding.md): tests/api/abi_layout.txt. Where it
changes on purpose, raise SOVERSION where the libraries are built, then run this test with UPDATE=1 in the environment."""
import os
import re
import struct
import sys
import tempfile
import unittest
from pathlib import Path

from public_headers import PublicHeaders

SOURCE = Path(os.environ["STANCE_SOURCE"])
KEPT = SOURCE / "tests" / "api" / "abi_layout.txt"


@unittest.skipUnless(struct.calcsize("P") == 8 and sys.byteorder == "little", "the layout kept is that of 64-bit machines")
class Abi(unittest.TestCase):
    def test_layout_is_the_one_promised(self):
        headers = PublicHeaders(SOURCE)
        with tempfile.TemporaryDirectory() as folder:
            layout = headers.layout(os.environ.get("CC", "cc"), folder)
        build = "".join(file.read_text() for file in [SOURCE / "CMakeLists.txt", *sorted((SOURCE / "cmake").glob("*.cmake"))])
        soversion, = set(re.findall(r"SOVERSION (\d+)", build))
        layout = f"soversion {soversion}\n" + layout + "".join(f"function {name}\n" for name in sorted(headers.functions))
        if os.environ.get("UPDATE"):
            KEPT.write_text(layout)
        kept = KEPT.read_text().splitlines()
        # What is added behind the last is no break: functions, and constants of an enum. Whatever was there stays as it is.
        missing = [line for line in kept if line not in layout.splitlines()]
        self.assertEqual(missing, [], "gone or changed since this SONAME was promised; see the head of this test")
        fixed = [line for line in layout.splitlines() if not line.startswith("function ")]
        grown = [line for line in fixed if line not in kept]
        self.assertEqual(grown, [], "new since this SONAME was promised: note it down with UPDATE=1, if no struct has grown")

    def test_every_declaration_was_read(self):
        """The reading is by patterns: what they miss would go unchecked."""
        headers = PublicHeaders(SOURCE)
        for file in headers.files:
            text = file.read_text()
            for name in re.findall(r"\b(stance_\w+)\(", re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
                self.assertIn(name, headers.functions, file.name)
            for name in re.findall(r"typedef struct (\w+)", text):
                self.assertIn(name, headers.opaque | set(headers.structs), file.name)
        self.assertGreater(len(headers.functions), 100)


if __name__ == "__main__":
    unittest.main()
