/* Model files whose checksum is right and whose contents are not: each is refused, and the message says what is wrong. One table; a row is
   a name, the sort of model, what is done to it, and words of the message. */
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "features/term_index.h"
#include "tests/models/model_parts_samples.h"
#include "tests/support/crafted_model.h"

namespace {
constexpr double NaN = std::numeric_limits<double>::quiet_NaN(), Infinity = std::numeric_limits<double>::infinity();
using Mutation = std::function<void(CraftedModel &)>;

struct Row {
  const char *name;
  Sort sort;
  Mutation change;
  const char *words;
};

stance__term_bucket bucket(CraftedModel &m, size_t i, const char *of = "buckets") { return m.get<stance__term_bucket>(of, i); }
void set_option(CraftedModel &m, const char *name, const std::string &value) {
  std::string &f = m.meta("features");
  const std::string key = std::string("\\\"") + name + "\\\":";
  const size_t at = f.find(key) + key.size(), end = f.find_first_of(",}", at);
  f.replace(at, end - at, value);
}
void swap_tensors(CraftedModel &m, size_t i, size_t j) { std::swap(m.tensors[i], m.tensors[j]); }
std::string repeated(const std::string &text, size_t n) {
  std::string all;
  for (size_t i = 0; i < n; i++) all += text;
  return all;
}
/* The bytes at the end of a tensor are gone, its shape says so, and what follows moves up. */
void shorten(CraftedModel &m, const char *name, size_t bytes, const char *shape) {
  CraftedTensor &t = m.tensor(name);
  t.bytes.resize(t.bytes.size() - bytes);
  t.shape = shape;
}

const char FIT[] = "tensors do not fit each other", PLACE[] = "is not where it must be", SHAPE[] = "bad shape or offsets";
const char USABLE[] = "no usable tensor", VOCABULARY[] = "vocabulary is damaged", FINITE[] = "not finite", LABEL[] = "a label of the model";
const char LABELS[] = "labels cannot be read", VECTORS[] = "support vectors do not lie", LEXICON[] = "lexicon is damaged";
const char RANGE[] = "feature options are out of range", LARGE[] = "is larger than its file", ORDER[] = "not distinct names in order";
const char THRESHOLD[] = "thresholds are no probabilities", CARD[] = "card cannot be read", MORE[] = "more or less than it says";
const Sort L = Sort::Linear, X = Sort::Lexicon, V = Sort::Vectors;
constexpr size_t PIECE = 131072; /* of the one pass over a file, from the first tensor on */

const Row ROWS[] = { 
/* the header */ {"header not JSON", L, [](CraftedModel &m) { m.raw_header = "{\"__metadata__\":{]"; } , "column" },
{"header no object", L, [](CraftedModel &m) { m.raw_header = "[\"__metadata__\"]"; } , "not a stance model" },
{"header of spaces", L, [](CraftedModel &m) { m.raw_header = " "; } , "not a stance model" },
{"text after the header", L, [](CraftedModel &m) { m.extra_entry = "}{"; } , "column" },
{"header too deep", L, [](CraftedModel &m) { m.extra_entry = ",\"deep\":" + repeated("[", 100) + repeated("]", 100); } , "deep" },
{"header not UTF-8", L, [](CraftedModel &m) { m.extra_entry = ",\"\xff\":1"; } , "UTF-8" },
{"header twice the same tensor", L, [](CraftedModel &m) { m.extra_entry = ",\"bias\":{}"; } , "a key that stands twice" },
{"header with a tensor too many", L, [](CraftedModel &m) { m.extra_entry = ",\"other\":{}"; } , MORE },
{"header of 17 MiB", L, [](CraftedModel &m) { m.extra_entry = ",\"x\":\"" + std::string(17 << 20, 'x') + "\""; } , "larger than 16 MiB" },
{"empty object", L, [](CraftedModel &m) { m.raw_header = "{}"; } , "not a stance model" } , 
/* metadata */ {"no metadata", L, [](CraftedModel &m) { m.no_metadata = true; } , "not a stance model" },
{"metadata no object", L, [](CraftedModel &m) { m.raw_metadata = "\"format\""; } , "not a stance model" },
{"metadata a number", L, [](CraftedModel &m) { m.metadata.emplace_back("extra", "1"); } , "not all strings" },
{"metadata twice the same key", L, [](CraftedModel &m) { m.metadata.emplace_back("format", "\"x\""); } , "a key that stands twice" },
{"no format", L, [](CraftedModel &m) { m.metadata.erase(m.metadata.begin()); } , "not a stance model" },
{"another format", L, [](CraftedModel &m) { m.meta("format") = "\"stance.model/999\""; } , "stance.model/999" },
{"no kernel", L, [](CraftedModel &m) { m.metadata.erase(m.metadata.begin() + 1); } , "kernel is unknown" },
{"unknown kernel", L, [](CraftedModel &m) { m.meta("kernel") = "\"sigmoid\""; } , "kernel is unknown" },
{"linear said to be rbf", L, [](CraftedModel &m) { m.meta("kernel") = "\"rbf\""; } , USABLE },
{"rbf said to be linear", V, [](CraftedModel &m) { m.meta("kernel") = "\"linear\""; } , PLACE },
{"no machines", L, [](CraftedModel &m) { m.metadata.erase(m.metadata.begin() + 2); } , "machines are unknown" },
{"unknown machines", L, [](CraftedModel &m) { m.meta("neither") = "\"perhaps\""; } , "machines are unknown" },
{"a machine that is not there", L, [](CraftedModel &m) { m.meta("neither") = "\"yes\""; } , FIT },
{"no card", L, [](CraftedModel &m) { m.metadata.pop_back(); } , CARD },
{"card no object", L, [](CraftedModel &m) { m.meta("card") = "\"[]\""; } , CARD },
{"card not JSON", L, [](CraftedModel &m) { m.meta("card") = "\"{\\\"a\\\":}\""; } , CARD },
{"card twice the same key", L, [](CraftedModel &m) { m.meta("card") = "\"{\\\"a\\\":1,\\\"a\\\":2}\""; } , CARD } , 
/* labels */ {"no labels", L, [](CraftedModel &m) { m.metadata.erase(m.metadata.begin() + 3); } , LABELS },
{"labels not JSON", L, [](CraftedModel &m) { m.meta("labels") = "\"[\""; } , LABELS },
{"labels no array", L, [](CraftedModel &m) { m.meta("labels") = "\"{}\""; } , LABELS },
{"one label", L, [](CraftedModel &m) { m.meta("labels") = "\"[\\\"a\\\"]\""; } , LABELS },
{"4097 labels", L, [](CraftedModel &m) { m.meta("labels") = "\"[" + repeated("1,", 4096) + "1]\""; } , LABELS },
{"a label that is a number", L, [](CraftedModel &m) { m.meta("labels") = "\"[\\\"a\\\",1]\""; } , LABEL },
{"an empty label", L, [](CraftedModel &m) { m.meta("labels") = "\"[\\\"\\\",\\\"b\\\"]\""; } , LABEL },
{"a label with a line end", L, [](CraftedModel &m) { m.meta("labels") = "\"[\\\"a\\\\n\\\",\\\"b\\\"]\""; } , LABEL },
{"a label with an escape", L, [](CraftedModel &m) { m.meta("labels") = "\"[\\\"a\\\\u001b[2J\\\",\\\"b\\\"]\""; } , LABEL },
{"a label with C1", L, [](CraftedModel &m) { m.meta("labels") = "\"[\\\"a\\u009b\\\",\\\"b\\\"]\""; } , LABEL },
{"twice the same label", L, [](CraftedModel &m) { m.meta("labels") = "\"[\\\"a\\\",\\\"a\\\"]\""; } , ORDER },
{"labels in another order", L, [](CraftedModel &m) { m.meta("labels") = "\"[\\\"b\\\",\\\"a\\\"]\""; } , ORDER },
{"three labels for one machine", L, [](CraftedModel &m) { m.meta("labels") = "\"[\\\"a\\\",\\\"b\\\",\\\"c\\\"]\""; } , FIT } , 
/* options */ {"no options", L, [](CraftedModel &m) { m.meta("features") = "\"\""; } , "feature option 'word_min'" },
{"options no object", L, [](CraftedModel &m) { m.meta("features") = "\"[]\""; } , "feature option 'word_min'" },
{"an option that is text", L, [](CraftedModel &m) { set_option(m, "tf", "\\\"x\\\""); } , "feature option 'tf'" },
{"an option below 0", L, [](CraftedModel &m) { set_option(m, "stem_max", "-1"); } , "feature option 'stem_max'" },
{"an option with a fraction", L, [](CraftedModel &m) { set_option(m, "char_min", "0.5"); } , "feature option 'char_min'" },
{"an unknown weighting", L, [](CraftedModel &m) { set_option(m, "weight", "99"); } , "feature option 'weight'" },
{"n-grams the wrong way round", L, [](CraftedModel &m) { set_option(m, "word_min", "3"); } , RANGE },
{"n-grams of nothing", L, [](CraftedModel &m) { set_option(m, "word_min", "0"), set_option(m, "word_max", "0"); } , RANGE },
{"too few hash bits", L, [](CraftedModel &m) { set_option(m, "hash_bits", "3"); } , RANGE },
{"no least frequency", L, [](CraftedModel &m) { set_option(m, "min_df", "0"); } , RANGE },
{"a lexicon that is not there", L, [](CraftedModel &m) { set_option(m, "lexicon", "1"); } , USABLE },
{"a second part that is not there", L, [](CraftedModel &m) { set_option(m, "weight", std::to_string(STANCE_TERMS_LCR_IDF)); } , FIT },
{"rbf with a second part", V, [](CraftedModel &m) { set_option(m, "weight", std::to_string(STANCE_TERMS_LCR_IDF)); m.tensor("cells").bytes += m.tensor("cells").bytes, m.tensor("cells").shape = "[5,12]"; } , FIT } , 
/* where tensors stand */ {"a tensor missing", L, [](CraftedModel &m) { m.remove("platt_a"); } , USABLE },
{"a tensor that is a number", L, [](CraftedModel &m) { m.remove("checksum"), m.extra_entry = ",\"checksum\":1"; } , USABLE },
{"a tensor of another type", L, [](CraftedModel &m) { m.tensor("bias").dtype = "F32"; } , USABLE },
{"no type", L, [](CraftedModel &m) { m.remove("checksum"), m.extra_entry = ",\"checksum\":{\"dtype\":8}"; } , USABLE },
{"tensors in another order", L, [](CraftedModel &m) { swap_tensors(m, 1, 2); } , PLACE },
{"tensors that overlap", L, [](CraftedModel &m) { m.tensor("platt_a").offsets = "[64,72]"; } , PLACE },
{"a gap between tensors", L, [](CraftedModel &m) { m.tensor("buckets").bytes += std::string(64, '\0'), m.tensor("buckets").offsets = "[0,64]"; } , PLACE },
{"offsets that go back", L, [](CraftedModel &m) { m.tensor("bias").offsets = "[64,56]"; } , PLACE },
{"an offset below 0", L, [](CraftedModel &m) { m.tensor("buckets").offsets = "[-64,64]"; } , PLACE },
{"an offset with a fraction", L, [](CraftedModel &m) { m.tensor("bias").offsets = "[64,72.5]"; } , PLACE },
{"an offset that is text", L, [](CraftedModel &m) { m.tensor("bias").offsets = "[64,\"72\"]"; } , PLACE },
{"an offset beyond the file", L, [](CraftedModel &m) { m.tensor("term_bytes").offsets = "[0,9007199254740992]"; } , PLACE },
{"a tensor beyond the file", L, [](CraftedModel &m) { const std::string &data = m.assemble(); m.tensor("checksum").shape = "[" + std::to_string(data.size()) + "]"; } , LARGE },
{"a checksum that ends beyond the file", L, [](CraftedModel &m) { size_t at = 0; for (const CraftedTensor &t : m.tensors) at += t.bytes.size(); m.tensor("checksum").offsets = "[" + std::to_string(at - 16) + "," + std::to_string(at + 16) + "]"; } , PLACE },
{"an offset of 1e300", L, [](CraftedModel &m) { m.tensor("bias").offsets = "[64,1e300]"; } , PLACE },
{"three offsets", L, [](CraftedModel &m) { m.tensor("bias").offsets = "[64,72,72]"; } , SHAPE },
{"offsets no array", L, [](CraftedModel &m) { m.tensor("bias").offsets = "64"; } , SHAPE },
{"shape no array", L, [](CraftedModel &m) { m.tensor("bias").shape = "1"; } , SHAPE },
{"a dimension too many", L, [](CraftedModel &m) { m.tensor("bias").shape = "[1,1]"; } , SHAPE },
{"a shape below 0", L, [](CraftedModel &m) { m.tensor("bias").shape = "[-1]"; } , LARGE },
{"a shape with a fraction", L, [](CraftedModel &m) { m.tensor("bias").shape = "[0.5]"; } , LARGE },
{"a shape that is text", L, [](CraftedModel &m) { m.tensor("bias").shape = "[\"1\"]"; } , LARGE },
{"a gigantic shape", L, [](CraftedModel &m) { m.tensor("cells").shape = "[4503599627370496,4503599627370496]"; } , LARGE },
{"a shape whose product overflows to what is there", L, [](CraftedModel &m) { m.tensor("cells").shape = "[9007199254740992,2048]"; } , LARGE },
{"a shape of 0 by gigantic", L, [](CraftedModel &m) { m.tensor("cells").shape = "[0,9007199254740992]"; } , PLACE },
{"a shape smaller than its bytes", L, [](CraftedModel &m) { m.tensor("cells").shape = "[4,2]"; } , PLACE },
{"bytes that are no whole number of elements", L, [](CraftedModel &m) { m.tensor("bias").bytes += "x"; } , PLACE },
{"bytes after the last tensor", L, [](CraftedModel &m) { m.tensor("checksum").bytes += std::string(8, 'x'); m.tensor("checksum").shape = "[24]"; } , MORE },
{"bytes that no tensor has", L, [](CraftedModel &m) { size_t at = 0; for (const CraftedTensor &t : m.tensors) at += t.bytes.size(); m.tensor("checksum").bytes += std::string(8, 'x'); m.tensor("checksum").offsets = "[" + std::to_string(at - 16) + "," + std::to_string(at) + "]"; } , MORE } , 
/* tensors against each other */ {"no terms", L, [](CraftedModel &m) { shorten(m, "cells", m.tensor("cells").bytes.size(), "[0,2]"); } , FIT },
{"no buckets", L, [](CraftedModel &m) { shorten(m, "buckets", m.tensor("buckets").bytes.size(), "[0,16]"); } , FIT },
{"buckets of another width", L, [](CraftedModel &m) { m.tensor("buckets").shape = "[" + std::to_string(m.tensor("buckets").bytes.size() / 4) + ",1]"; } , FIT },
{"a bias too many", L, [](CraftedModel &m) { m.tensor("bias").bytes += std::string(8, '\0'), m.tensor("bias").shape = "[2]"; } , FIT },
{"a slope too few", L, [](CraftedModel &m) { shorten(m, "platt_a", 8, "[0]"); } , FIT },
{"an intercept too few", L, [](CraftedModel &m) { shorten(m, "platt_b", 8, "[0]"); } , FIT },
{"a scalar too few", L, [](CraftedModel &m) { shorten(m, "scalars", 8, "[6]"); } , FIT },
{"confusion a row too few", L, [](CraftedModel &m) { shorten(m, "confusion", 24, "[2,3]"); } , FIT },
{"confusion a column too few", L, [](CraftedModel &m) { shorten(m, "confusion", 24, "[3,2]"); } , FIT },
{"an offset too few", L, [](CraftedModel &m) { shorten(m, "term_offset", 4, "[5]"); } , FIT },
{"a start too few", V, [](CraftedModel &m) { shorten(m, "vector_start", 8, "[2]"); } , FIT },
{"a column too few", V, [](CraftedModel &m) { shorten(m, "vector_column", 4, "[2]"); } , FIT },
{"coefficients of another width", V, [](CraftedModel &m) { m.tensor("coefficient").shape = "[3,2]"; } , FIT },
{"a lexicon's offset too few", X, [](CraftedModel &m) { shorten(m, "lexicon_offset", 4, "[3]"); } , FIT },
{"a lexicon's buckets of another width", X, [](CraftedModel &m) { m.tensor("lexicon_buckets").shape = "[16,1]"; } , FIT } , 
/* numbers */ {"a bias that is none", L, [](CraftedModel &m) { m.put("bias", 0, NaN); } , "'bias' holds a number that is not finite" },
{"a slope that is infinite", X, [](CraftedModel &m) { m.put("platt_a", 1, -Infinity); } , "'platt_a' holds" },
{"an intercept that is none", X, [](CraftedModel &m) { m.put("platt_b", 0, NaN); } , "'platt_b' holds" },
{"a scalar that is infinite", L, [](CraftedModel &m) { m.put("scalars", 3, Infinity); } , "'scalars' holds" },
{"a count beyond any", L, [](CraftedModel &m) { m.put("confusion", 4, UINT64_MAX); } , "'confusion' counts more" },
{"a weight that is none", L, [](CraftedModel &m) { m.put("cells", 3, static_cast<float>(NaN)); } , FINITE },
{"the last weight infinite", X, [](CraftedModel &m) { m.put("cells", 39, static_cast<float>(-Infinity)); } , FINITE },
{"a vector's value that is none", V, [](CraftedModel &m) { m.put("vector_value", 2, static_cast<float>(NaN)); } , "'vector_value' holds" },
{"a coefficient that is infinite", V, [](CraftedModel &m) { m.put("coefficient", 5, static_cast<float>(Infinity)); } , "'coefficient' holds" },
{"gamma below 0", V, [](CraftedModel &m) { m.put("scalars", 0, -1.0); } , "gamma is below 0" },
{"a threshold below 0", L, [](CraftedModel &m) { m.put("scalars", 1, -0.5); } , THRESHOLD },
{"a threshold above 1", L, [](CraftedModel &m) { m.put("scalars", 1, 2.0); } , THRESHOLD },
{"a threshold for neither below 0", L, [](CraftedModel &m) { m.put("scalars", 2, -0.5); } , THRESHOLD },
{"a threshold for neither above 1", L, [](CraftedModel &m) { m.put("scalars", 2, 2.0); } , THRESHOLD },
{"a document frequency above 1", L, [](CraftedModel &m) { m.put("scalars", 3, 1.5); } , RANGE },
{"no smoothing", L, [](CraftedModel &m) { m.put("scalars", 4, 0.0); } , RANGE },
{"a lexicon's weight of 0", X, [](CraftedModel &m) { m.put("scalars", 5, 0.0); } , RANGE },
{"a norm above 1", L, [](CraftedModel &m) { m.put("scalars", 6, 1.5); } , RANGE } , 
/* the vocabulary */ {"offsets that do not start at 0", L, [](CraftedModel &m) { m.put("term_offset", 0, 1u); } , VOCABULARY },
{"offsets that fall", L, [](CraftedModel &m) { m.put("term_offset", 2, 1u); } , VOCABULARY },
{"an empty term", L, [](CraftedModel &m) { m.put("term_offset", 2, m.get<uint32_t>("term_offset", 1)); } , VOCABULARY },
{"an offset beyond the texts", L, [](CraftedModel &m) { m.put("term_offset", 3, 4000000000u); } , VOCABULARY },
{"a text that no term has", L, [](CraftedModel &m) { m.tensor("term_bytes").bytes += "x", m.tensor("term_bytes").shape = "[31]"; } , VOCABULARY },
{"terms that are no UTF-8", L, [](CraftedModel &m) { m.tensor("term_bytes").bytes[1] = '\xff'; } , VOCABULARY },
{"a last term cut inside a character", L, [](CraftedModel &m) { m.tensor("term_bytes").bytes.back() = '\xc3'; } , VOCABULARY },
{"a term with a surrogate", L, [](CraftedModel &m) { m.tensor("term_bytes").bytes.replace(3, 3, "\xed\xa0\x80"); } , VOCABULARY },
{"a bucket with seven entries", L, [](CraftedModel &m) { auto b = bucket(m, 0); b.n = 7, m.put("buckets", 0, b); } , VOCABULARY },
{"a bucket that overflows twice", L, [](CraftedModel &m) { auto b = bucket(m, 0); b.n = 6, b.overflows = 2, m.put("buckets", 0, b); } , VOCABULARY },
{"a bucket that overflows and is not full", L, [](CraftedModel &m) { auto b = bucket(m, 1); b.n = 5, b.overflows = 1, m.put("buckets", 1, b); } , VOCABULARY },
{"a term that there is not", L, [](CraftedModel &m) { for (size_t i = 0; i < m.tensor("buckets").bytes.size() / 64; i++){auto b = bucket(m, i); for (auto &term : b.term) term = 5; m.put("buckets", i, b); } } , VOCABULARY },
{"buckets in a circle", /* each sends a search on to the next */ L, [](CraftedModel &m) { for (size_t i = 0; i < m.tensor("buckets").bytes.size() / 64; i++){auto b = bucket(m, i); b.n = 6, b.overflows = 1, m.put("buckets", i, b); } } , VOCABULARY },
{"fewer entries than terms", L, [](CraftedModel &m) { for (size_t i = 0; i < m.tensor("buckets").bytes.size() / 64; i++){auto b = bucket(m, i); b.n = 0, b.overflows = 0, m.put("buckets", i, b); } } , VOCABULARY } , 
/* support vectors */ {"vectors that do not start at 0", V, [](CraftedModel &m) { m.put<uint64_t>("vector_start", 0, 1); } , VECTORS },
{"vectors that end too early", V, [](CraftedModel &m) { m.put<uint64_t>("vector_start", 2, 2); } , VECTORS },
{"vectors that go back", V, [](CraftedModel &m) { m.put<uint64_t>("vector_start", 1, UINT64_MAX); } , VECTORS },
{"a column beyond the terms", V, [](CraftedModel &m) { m.put("vector_column", 2, 5u); } , VECTORS },
{"columns that fall", V, [](CraftedModel &m) { m.put("vector_column", 1, 0u); } , VECTORS } , 
/* the lexicon */ {"no lexicon buckets", X, [](CraftedModel &m) { shorten(m, "lexicon_buckets", m.tensor("lexicon_buckets").bytes.size(), "[0,16]"); } , LEXICON },
{"a class that there is not", X, [](CraftedModel &m) { m.tensor("lexicon_class").bytes[0] = 2; } , LEXICON },
{"no class", X, [](CraftedModel &m) { shorten(m, "lexicon_names", m.tensor("lexicon_names").bytes.size(), "[0]"); } , LEXICON },
{"a class name without its side", X, [](CraftedModel &m) { m.tensor("lexicon_names").bytes[6] = '?'; } , LEXICON },
{"a class name with a control", X, [](CraftedModel &m) { m.tensor("lexicon_names").bytes[2] = '\x1b'; } , LEXICON },
{"a class name without its space", X, [](CraftedModel &m) { m.tensor("lexicon_names").bytes[5] = 'x'; } , LEXICON },
{"a class without its end", X, [](CraftedModel &m) { m.tensor("lexicon_names").bytes.back() = 'x'; } , LEXICON },
{"a class name too long", X, [](CraftedModel &m) { std::string names = std::string(41, 'x') + " +\n" + "negator ~\n"; m.tensor("lexicon_names").bytes = names, m.tensor("lexicon_names").shape = "[" + std::to_string(names.size()) + "]"; } , LEXICON },
{"251 classes", X, [](CraftedModel &m) { std::string names = repeated("a +\n", 251); m.tensor("lexicon_names").bytes = names, m.tensor("lexicon_names").shape = "[" + std::to_string(names.size()) + "]"; } , LEXICON },
{"a lexicon whose offsets do not start at 0", X, [](CraftedModel &m) { m.put("lexicon_offset", 0, 1u); } , LEXICON },
{"a lexicon whose offsets end too early", X, [](CraftedModel &m) { m.put("lexicon_offset", 3, 6u); } , LEXICON },
{"a lexicon whose offsets fall", X, [](CraftedModel &m) { m.put("lexicon_offset", 2, 0u); } , LEXICON },
{"a lexicon whose offsets leave it", X, [](CraftedModel &m) { m.put("lexicon_offset", 1, 4000000000u); } , LEXICON },
{"a lexicon that does not find its own", X, [](CraftedModel &m) { auto b = bucket(m, 0, "lexicon_buckets"); std::swap(b.term[0], b.term[1]), m.put("lexicon_buckets", 0, b); } , LEXICON },
{"a lexicon's bucket with seven entries", X, [](CraftedModel &m) { auto b = bucket(m, 0, "lexicon_buckets"); b.n = 7, m.put("lexicon_buckets", 0, b); } , LEXICON },
{"a lexicon with fewer entries than it says", X, [](CraftedModel &m) { auto b = bucket(m, 0, "lexicon_buckets"); b.n = 1, m.put("lexicon_buckets", 0, b); } , LEXICON } , } ;

stance_status open_bytes(const Temporary &t, const std::string &bytes, stance_error *error) {
  stance_model *model = nullptr;
  stance_status status = stance_model_open(&model, t.write("try", bytes).c_str(), error);
  EXPECT_EQ(model == nullptr, status != STANCE_OK) << "nothing is handed over where opening fails";
  stance_model_close(model);
  return status;
}
} // namespace

TEST(HostileModel, IsRefusedAndTheMessageSaysWhy) {
  Temporary t;
  const std::string files[] = {Sample(L).file(t), Sample(X).file(t), Sample(V).file(t)};
  for (const std::string &file : files) { /* taking apart and putting together changes nothing that matters */
    stance_error error{};
    ASSERT_EQ(open_bytes(t, CraftedModel(file).assemble(), &error), STANCE_OK) << error.message;
  }
  for (const Row &row : ROWS) {
    SCOPED_TRACE(row.name);
    CraftedModel m(files[static_cast<size_t>(row.sort)]);
    row.change(m);
    stance_error error{};
    const std::string file = m.assemble();
    EXPECT_EQ(open_bytes(t, file, &error), STANCE_MODEL);
    EXPECT_NE(std::string(error.message).find(row.words), std::string::npos) << error.message;
    EXPECT_EQ(std::string(error.file), t.path("try"));
    EXPECT_EQ(open_bytes(t, file, nullptr), STANCE_MODEL) << "without an error to fill";
  }
}

/* Terms so long that they come in several pieces, whose characters are cut in two between them at every place. */
TEST(HostileModel, CharactersAreCheckedAcrossPieces) {
  Temporary t;
  for (size_t shift = 0; shift < 4; shift++) {
    Sample s(L, {std::string(shift, 'a') + repeated("\U0001F600", 100000), "b"});
    CraftedModel m(s.file(t));
    stance_error error{};
    ASSERT_EQ(open_bytes(t, m.assemble(), &error), STANCE_OK) << error.message;
    std::string &bytes = m.tensor("term_bytes").bytes;
    const std::string whole = bytes;
    size_t cut = PIECE;
    for (const CraftedTensor &before : m.tensors) {
      if (before.name == "term_bytes") break;
      cut -= before.bytes.size();
    }
    for (size_t at = cut - 5; at < cut + 5; at++) {
      bytes = whole;
      bytes[at] = '\xff';
      ASSERT_EQ(open_bytes(t, m.assemble(), &error), STANCE_MODEL) << at;
    }
  }
}

TEST(HostileModel, ATextThatEndsInsideACharacterBehindACut) {
  Temporary t;
  size_t cut = PIECE;
  CraftedModel small(Sample(L, {"a", "b"}).file(t));
  for (const CraftedTensor &before : small.tensors) {
    if (before.name == "term_bytes") break;
    cut -= before.bytes.size();
  }
  CraftedModel m(Sample(L, {std::string(cut, 'a'), "b"}).file(t));
  EXPECT_EQ(open_bytes(t, m.assemble(), nullptr), STANCE_OK);
  m.tensor("term_bytes").bytes.replace(cut - 2, 3, "\xf0\x9f\x98");
  EXPECT_EQ(open_bytes(t, m.assemble(), nullptr), STANCE_MODEL);
}

TEST(HostileModel, AHeaderOfNoBytes) {
  Temporary t;
  EXPECT_EQ(open_bytes(t, with_checksum(std::string(8, '\0') + std::string(64, 'x')), nullptr), STANCE_MODEL);
}

TEST(HostileModel, VerifyingSeesATermWithAnothersHash) {
  Temporary t;
  CraftedModel m(Sample(L).file(t));
  for (size_t i = 0; i < m.tensor("buckets").bytes.size() / 64; i++) {
    auto b = bucket(m, i);
    b.more[0] ^= 1, m.put("buckets", i, b);
  }
  stance_model *model = nullptr;
  ASSERT_EQ(stance_model_open(&model, t.write("m", m.assemble()).c_str(), nullptr), STANCE_OK);
  EXPECT_EQ(stance_model_verify(model, nullptr), STANCE_MODEL);
  stance_model_close(model);
}

/* Numbers as large as a model may hold give an answer that is one. */
TEST(HostileModel, AnswersOfGiganticWeightsAreStillProbabilities) {
  Temporary t;
  for (Sort sort : {L, X, V}) {
    CraftedModel m(Sample(sort).file(t));
    const float sign[] = {1, -1};
    for (size_t i = 0; i < m.tensor("cells").bytes.size() / sizeof(float); i++) m.put("cells", i, 3e38f * sign[i / 2 % 2]);
    m.put("bias", 0, 1.7e308), m.put("platt_a", 0, -1.7e308), m.put("platt_b", 0, 1.7e308);
    stance_model *model = nullptr;
    stance_error error{};
    ASSERT_EQ(stance_model_open(&model, t.write("huge", m.assemble()).c_str(), &error), STANCE_OK) << error.message;
    stance_labeller *l = nullptr;
    ASSERT_EQ(stance_labeller_new(&l, model, nullptr), STANCE_OK);
    stance_label answer;
    double p[3];
    for (const char *text : {"no", "refuse to talk", "not talk no refuse", ""}) {
      ASSERT_EQ(stance_label_text(l, text, strlen(text), &answer, p, nullptr), STANCE_OK);
      EXPECT_TRUE(answer.probability >= 0 && answer.probability <= 1) << text << ": " << answer.probability;
      EXPECT_LT(answer.label, stance_model_label_count(model));
    }
    stance_labeller_free(l);
    stance_model_close(model);
  }
}
