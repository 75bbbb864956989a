#!/usr/bin/env python3
"""Write articles/word_table.c and articles/cue_table.c from the lists in this folder. For whoever edits the lists; the build needs neither
this script nor Python.

usage: make_tables.py            (from anywhere; writes beside the room's sources)
"""
import os, re

HERE = os.path.dirname(os.path.abspath(__file__))
ROOM = os.path.dirname(HERE)
SLOTS = 8192  # STANCE__WORD_SLOTS of the header; a power of two, at most half full

def flags_of_header():
    text = open(os.path.join(ROOM, 'word_table.h'), encoding='utf-8').read()
    return {name: int(bit) for name, bit in re.findall(r'STANCE__(\w+) = UINT64_C\(1\) << (\d+)', text)}

def read_lists():
    words, names = {}, flags_of_header()
    def add(word, *flags):
        words[word] = words.get(word, 0) | sum(1 << names[f] for f in set(flags) if not words.get(word, 0) >> names[f] & 1)
    for line in open(os.path.join(HERE, 'lists.txt'), encoding='utf-8'):
        if line.startswith('#') or ':' not in line: continue
        head, _, rest = line.partition(':')
        for word in rest.split(): add(word, *head.split())
    lemma = {}
    for line in open(os.path.join(HERE, 'irregular.txt'), encoding='utf-8'):
        if line.startswith('#') or not line.strip(): continue
        base, past, participle = line.strip().split('|')
        if base not in ('be', 'have', 'do'): add(base, 'VERB')
        for form in past.split():
            add(form, 'PAST'); lemma[form] = base
        for form in participle.split():
            add(form, 'PARTICIPLE'); lemma[form] = base
    for form, base in (('has', 'have'), ('does', 'do'), ('is', 'be'), ('are', 'be'), ('am', 'be')): lemma[form] = base
    return words, lemma

def slot(word):  # as slot_of in word_find.c
    h = 0
    for c in word.encode(): h = (h * 31 + c) & 0xffffffff
    return (h * 2654435761 & 0xffffffff) >> 19

def read_cues():
    cues = []
    path = os.path.join(HERE, 'cues.tsv')
    frames = None
    for line in open(path, encoding='utf-8') if os.path.exists(path) else []:
        if line.startswith('#'): continue
        part = line.rstrip('\n').split('\t')
        if frames is None: frames = part[2:]; continue
        cues.append((part[0], part[1], [int(x) for x in part[2:]]))
    return frames or [], cues

def main():
    words, lemma = read_lists()
    frames, cues = read_cues()
    other = next((c for w, k, c in cues if w == '*' and k == 'v'), [0])
    cues = [c for c in cues if c[0] != '*']
    for word, kind, _ in cues: words.setdefault(word, 0)
    number = {(w, k): i for i, (w, k, _) in enumerate(cues)}
    rows = sorted(words)
    place = {w: i for i, w in enumerate(rows)}
    out = open(os.path.join(ROOM, 'word_table.c'), 'w', encoding='utf-8')
    out.write('/* Written by words/make_tables.py from words/lists.txt and words/irregular.txt; edit those. Longer than other files, because it is\n'
              '   a table: a word, its lemma where that is another row (0: itself), the numbers of its rows in cue_table.c as a verb and as\n'
              '   another word (0: none), its flags. Sorted; found by the hash table below. */\n#include "articles/word_table.h"\n\n/* clang-format off */\n')
    out.write('const stance__word_row stance__word_rows[] = {\n    {"", 0, {0, 0}, 0},\n')
    line = ''
    for w in rows:
        base = place[lemma[w]] + 1 if w in lemma and lemma[w] in place else 0
        cell = f'{{"{w}", {base}, {{{number.get((w, "v"), -1) + 1}, {number.get((w, "n"), -1) + 1}}}, 0x{words[w]:x}}},'
        assert len(w) < 20, w
        if len(line) + len(cell) > 126: out.write('   ' + line + '\n'); line = ''
        line += ' ' + cell
    slots = [0] * SLOTS
    assert len(rows) * 2 <= SLOTS
    for i, w in enumerate(rows):
        at = slot(w)
        while slots[at]: at = (at + 1) % SLOTS
        slots[at] = i + 1
    out.write('   ' + line + '\n};\n\n/* A hash table of the rows: open addressing, linear probing, 0 is empty. */\nconst uint16_t stance__word_slots[STANCE__WORD_SLOTS] = {\n')
    for i in range(0, SLOTS, 24): out.write('    ' + ', '.join(map(str, slots[i:i + 24])) + ',\n')
    out.write('};\n')
    out.close()
    out = open(os.path.join(ROOM, 'cue_table.c'), 'w', encoding='utf-8')
    out.write('/* Written by words/make_tables.py from words/cues.tsv, which bench/statements/learn_cues.py counts; edit neither by hand. Longer than\n'
              '   other files, because it is a table. A row a cue: how many of a hundred uses in each frame attribute something\n'
              '   (words/README.md says how they were counted). The order of the frames is that of stance__frame. */\n#include "articles/cue_table.h"\n\n/* clang-format off */\nconst stance__cue_row stance__cue_rows[] = {\n' + f'    {{"", {{{", ".join(map(str, other))}}}}},\n')
    for word, kind, counts in cues: out.write(f'    {{"{word}", {{{", ".join(map(str, counts))}}}}},\n')
    out.write('};\nconst size_t stance__cue_row_count = sizeof stance__cue_rows / sizeof *stance__cue_rows;\n')
    out.close()
    print(len(rows), 'words,', len(cues), 'cues')

if __name__ == '__main__': main()
