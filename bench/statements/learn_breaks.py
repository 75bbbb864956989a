#!/usr/bin/env python3
"""Count where content ends, and write articles/break_table.c.

usage: learn_breaks.py GOLD_DIR CANDIDATES.tsv        (as for learn_cues.py)

For candidates whose cue lies in a marked cue and whose content starts where the marked content starts: at each place where it might have
ended, how often it did, of those that came so far. Smoothed towards the same place at any distance, and that towards any kind of content.
"""
import collections, os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from learn_cues import gold_of

GROUPS, DISTANCES, MARKS, BREAKS = 4, 3, 3, None

def main():
    gold = gold_of(sys.argv[1])
    ends, all_ = collections.Counter(), collections.Counter()
    name = head = None
    for line in open(sys.argv[2], encoding='utf-8'):
        part = line.rstrip('\n').split('\t')
        if part[0] != 'breaks':
            name, head = os.path.basename(part[0]), int(part[9]); continue
        group, start, last = map(int, part[1:4])
        for content, cue in gold.get(name, []):
            if head not in cue: continue
            after = [p for p in content if p >= start - 6]
            if not after or abs(min(after) - start) > 6 or min(after) < head: continue
            end = max(content) + 1
            if end > last + 2: end = last
            for item in part[4:]:
                d, m, b, at = map(int, item.split(':'))
                if at > end + 2: break
                hit = abs(at - end) <= 2
                for key in ((group, d, m, b), (group, m, b), (m, b), m):
                    all_[key] += 1; ends[key] += hit
            break
    header = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'articles', 'breaks.h'), encoding='utf-8').read()
    body = header[header.index('BREAK_NONE,'):header.index('STANCE__BREAKS')]
    breaks = body.count('BREAK_')
    out = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'articles', 'break_table.c'), 'w', encoding='utf-8')
    out.write('/* Written by bench/statements/learn_breaks.py; see breaks.h for what the numbers are. */\n#include "articles/breaks.h"\n\n/* clang-format off */\n'
              'const uint8_t stance__break_percent[STANCE__BREAK_GROUPS][STANCE__BREAK_DISTANCES][3][STANCE__BREAKS] = {\n')
    for g in range(GROUPS):
        out.write('    {\n')
        for d in range(DISTANCES):
            out.write('        {\n')
            for m in range(MARKS):
                row = []
                for b in range(breaks):
                    p = ends[m] / max(1, all_[m])
                    for key, strength in (((m, b), 5), ((g, m, b), 5), ((g, d, m, b), 5)):
                        p = (ends[key] + strength * p) / (all_[key] + strength)
                    row.append(0 if b == 0 else round(100 * p))
                out.write('            {' + ', '.join(map(str, row)) + '},\n')
            out.write('        },\n')
        out.write('    },\n')
    out.write('};\n')
    names = [n.strip().split(',')[0] for n in body.split('\n') if 'BREAK_' in n]
    if '-v' in sys.argv:
        for g in range(GROUPS):
            print(g, '  '.join(f'{",-"[m-1] if m else ""}{names[b][6:]} {ends[g, m, b]}/{all_[g, m, b]}' for m in range(3) for b in range(1, breaks) if all_[g, m, b] >= 20))

if __name__ == '__main__': main()
