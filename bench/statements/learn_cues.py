#!/usr/bin/env python3
"""Count how often each cue, in each frame, attributes something, and write articles/words/cues.tsv.

usage: learn_cues.py GOLD_DIR CANDIDATES.tsv      (GOLD_DIR as for score_statements.py; CANDIDATES.tsv from dump_candidates)

A candidate counts as an attribution where its cue lies in a marked cue and its content shares at least half of the union with the marked
one, the measure that the scorer uses; cues inside marked content, which is never marked again, do not count at all. Counts are smoothed towards those of the frame and of the lemma; only percentages of common words are kept, nothing of the text.
"""
import collections, glob, math, os, sys

FRAMES = ('quote that wh clause to np np_to of about for on against with as ing adjective colon none final final_quote p_clause p_to p_as p_np '
          'p_by p_other').split()
STRENGTH, LEAST_USES = 6.0, 4

def points(spans): return {i for a, b in spans for i in range(a, b)}

def read_gold(ann):
    """Cue and Content code points of each attribution."""
    spans, out = {}, []
    for line in open(ann, encoding='utf-8'):
        part = line.rstrip('\n').split('\t')
        if len(part) < 2: continue
        if line[0] == 'T':
            where = part[1].partition(' ')[2]
            spans[part[0]] = [tuple(map(int, p.split())) for p in where.split(';')]
        elif line[0] == 'E':
            role = collections.defaultdict(list)
            for arg in part[1].split():
                name, _, ref = arg.partition(':')
                role[name.rstrip('0123456789')] += spans.get(ref, [])
            if role['Content']: out.append((points(role['Content']), points(role['Cue'])))
    return out

def gold_of(folder):
    out = {}
    for path in sorted(glob.glob(os.path.join(folder, 'text', '*.txt'))):
        name = os.path.basename(path)
        anns = sorted(p for p in glob.glob(os.path.join(folder, 'attributions', glob.escape(name[:-4]) + '_*.ann')) if os.path.getsize(p))
        if anns: out[name] = read_gold(anns[0])
    return out

def read_candidates(path):
    for line in open(path, encoding='utf-8'):
        part = line.rstrip('\n').split('\t')
        if part[0] == 'breaks': continue
        content = set()
        for p in part[11:]:
            if p != '-': a, b = p.split('-'); content.update(range(int(a), int(b)))
        yield os.path.basename(part[0]), part[1], part[2], int(part[3]), int(part[4]), int(part[9]), content

def logit(p): return math.log(p / (1 - p))
def main():
    gold = gold_of(sys.argv[1])
    uses, right = collections.Counter(), collections.Counter()
    for name, lemma, kind, frame, cls, head, content in read_candidates(sys.argv[2]):
        if name not in gold: continue
        lemma = lemma or '*'
        if any(head in g for g, _ in gold[name]): continue # inside what something else attributes
        hit = any(2 * len(content & g) >= len(content | g) and head in cue for g, cue in gold[name] if content & g)
        if FRAMES[frame] == 'final_quote' and content: # the quotation may go on in the next sentence
            hit = any(head in cue and abs(min(g) - min(content)) <= 3 for g, cue in gold[name])
        for key in ((kind, lemma, frame), (kind, lemma), (kind, frame), kind):
            uses[key] += 1; right[key] += hit
    here = os.path.dirname(os.path.abspath(__file__))
    out = open(os.path.join(here, '..', '..', 'articles', 'words', 'cues.tsv'), 'w', encoding='utf-8')
    out.write('# Written by bench/statements/learn_cues.py: percent of uses in a frame that attribute something.\nlemma\tkind\t' + '\t'.join(FRAMES) + '\n')
    lemmas = sorted((k[1], k[0]) for k in uses if len(k) == 2 and isinstance(k[1], str) and k[0] in 'vn' and uses[k] >= LEAST_USES)
    for lemma, kind in lemmas:
        row = []
        overall = (right[kind] + 1) / (uses[kind] + 2)
        own = (right[kind, lemma] + 4 * overall) / (uses[kind, lemma] + 4)
        for f in range(len(FRAMES)):
            frame = (right[kind, f] + 1) / (uses[kind, f] + 4)
            prior = 1 / (1 + math.exp(-(logit(own) + logit(frame) - logit(overall))))
            row.append(round(100 * (right[kind, lemma, f] + STRENGTH * prior) / (uses[kind, lemma, f] + STRENGTH)))
        if right[kind, lemma] == 0 and max(row) < 10: row = [0] * len(row)
        out.write(f'{lemma}\t{kind}\t' + '\t'.join(map(str, row)) + '\n')
    out.close()
    print({FRAMES[f]: (right['v', f], uses['v', f]) for f in range(len(FRAMES))})
    print('nouns', {FRAMES[f]: (right['n', f], uses['n', f]) for f in range(len(FRAMES))})
    print(sum(right[k] for k in 'vn'), 'right of', sum(uses[k] for k in 'vn'), 'candidates;', sum(map(len, gold.values())), 'marked')

if __name__ == '__main__': main()
