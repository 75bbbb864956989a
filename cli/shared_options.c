/* Options that several commands share, turned into the library's structures. */
#include <string.h>

#include "cli/command.h"

int cli_dataset_options(stance_dataset_options *out, const cli_data_options *from, const cli_usage *usage, stance__arena *arena) {
  *out = (stance_dataset_options)STANCE_DATASET_OPTIONS_INIT;
  out->text_field = from->text_field;
  out->label_field = from->label_field;
  out->group_field = from->group_field;
  out->skip_bad = from->skip_bad;
  out->drops = from->drops.items;
  out->n_drops = from->drops.n;
  stance_label_map *maps = stance__arena_alloc(arena, (from->maps.n + 1) * sizeof *maps);
  if (!maps) return cli_out_of_memory();
  for (size_t i = 0; i < from->maps.n; i++) {
    const char *text = from->maps.items[i], *equals = strchr(text, '=');
    if (!equals || equals == text || !equals[1])
      return cli_usage_error(usage, "option '--map-label' cannot be '%.80s'; expected FROM=TO", text);
    maps[i].from = stance__arena_copy(arena, text, (size_t)(equals - text));
    maps[i].to = equals + 1;
    if (!maps[i].from) return cli_out_of_memory();
  }
  out->maps = maps;
  out->n_maps = from->maps.n;
  return CLI_CONTINUE;
}

static uint32_t bounded(size_t n) { return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n; }

void cli_finish_features(cli_feature_options *f) {
  stance_feature_options *o = &f->features;
  o->word_min = f->words[0], o->word_max = f->words[1];
  o->stem_min = f->stems[0], o->stem_max = f->stems[1];
  o->char_min = f->chars[0], o->char_max = f->chars[1];
  o->lexicon = f->lexicon != 0;
  o->tf = (stance_tf)f->tf;
  o->weight = (stance_term_weight)f->weight;
  o->min_df = bounded(f->min_df);
  o->max_terms = bounded(f->max_terms);
  o->select = bounded(f->select);
  o->hash_bits = bounded(f->hash_bits);
  o->hash_seed = o->hash_bits ? bounded(f->hash_seed) : 0;
}
