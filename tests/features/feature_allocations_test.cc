/* Memory that runs out while texts become vectors: said, and nothing half done. */
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "features/class_lexicon.h"
#include "features/counts.h"
#include "features/gram.h"
#include "features/row_builder.h"
#include "features/weighting.h"
#include "tests/support/every_allocation.h"

namespace {
const stance_text TEXTS[] = {{"We will not talk \xe2\x80\x94 again", 24}, {"they refuse to talk", 19}, {"we agree", 8}};
const uint8_t POSITIVE[] = {1, 0, 1};
stance_feature_options options(stance_term_weight weight, uint32_t hash_bits) {
  stance_feature_options o = STANCE_FEATURE_OPTIONS_INIT;
  o.weight = weight, o.hash_bits = hash_bits, o.lexicon = false, o.min_df = 1;
  return o;
}
} // namespace

TEST(FeatureAllocations, OfALexicon) {
  const char text[] = "[talks +]\ntalk, walk out\n[negator ~]\nnot\n";
  every_allocation([&](stance_error *e) {
    stance__class_lexicon l;
    stance_status status = stance__class_lexicon_build(&l, text, sizeof text - 1, "test", e);
    EXPECT_EQ(l.owned != nullptr, status == STANCE_OK);
    stance__class_lexicon_release(&l);
    return status;
  });
}

TEST(FeatureAllocations, OfAVectorizerAndItsRows) {
  for (uint32_t bits : {0u, 12u})
    for (stance_term_weight weight : {STANCE_TERMS_IDF, STANCE_TERMS_LCR_IDF}) {
      stance_feature_options o = options(weight, bits);
      every_allocation([&](stance_error *e) {
        stance_vectorizer *v = untouched<stance_vectorizer>();
        stance_status status = stance_vectorizer_fit(&v, TEXTS, POSITIVE, 3, &o, 1, e);
        if (status != STANCE_OK) {
          EXPECT_EQ(v, untouched<stance_vectorizer>());
          return status;
        }
        stance_rows *rows = untouched<stance_rows>();
        status = stance_vectorizer_transform(&rows, v, TEXTS, 3, 1, e);
        if (status == STANCE_OK)
          stance_rows_free(rows);
        else
          EXPECT_EQ(rows, untouched<stance_rows>());
        stance_vectorizer_free(v);
        return status;
      });
    }
}

TEST(FeatureAllocations, OfCountsWithALexicon) {
  stance__class_lexicon l;
  const char text[] = "[talks +]\ntalk\n[negator ~]\nnot\n";
  ASSERT_EQ(stance__class_lexicon_build(&l, text, sizeof text - 1, "test", nullptr), STANCE_OK);
  stance_feature_options o = options(STANCE_TERMS_IDF, 0);
  o.lexicon = true;
  every_allocation([&](stance_error *e) {
    stance__counts *c = untouched<stance__counts>();
    stance_status status = stance__counts_build(&c, TEXTS, 3, &o, &l, 1, e);
    if (status == STANCE_OK)
      stance__counts_free(c);
    else
      EXPECT_EQ(c, untouched<stance__counts>());
    return status;
  });
  stance__class_lexicon_release(&l);
}

TEST(FeatureAllocations, OfAGramMatrix) {
  stance_feature_options o = options(STANCE_TERMS_IDF, 0);
  stance_vectorizer *v = nullptr;
  stance_rows *rows = nullptr;
  ASSERT_EQ(stance_vectorizer_fit(&v, TEXTS, POSITIVE, 3, &o, 1, nullptr), STANCE_OK);
  ASSERT_EQ(stance_vectorizer_transform(&rows, v, TEXTS, 3, 1, nullptr), STANCE_OK);
  float gram[9];
  every_allocation([&](stance_error *e) { return stance__gram(gram, rows, 1, e); });
  stance_rows_free(rows);
  stance_vectorizer_free(v);
}
