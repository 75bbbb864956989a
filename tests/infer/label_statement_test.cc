#include <gtest/gtest.h>

#include <string>

#include "stance/infer.h"
#include "tests/support/paths.h"

/* The default model of this build. */
TEST(LabelStatement, IsTheLabelOfTheSpansAloneWithPlacesInTheArticle) {
  stance_error error;
  stance_model *model = nullptr;
  ASSERT_EQ(stance_model_open(&model, STANCE_BINARY_DIR "/default.stance", &error), STANCE_OK) << error.message;
  stance_labeller *l = nullptr;
  ASSERT_EQ(stance_labeller_new(&l, model, &error), STANCE_OK);
  const std::string text = "Élodie Marsh and Odo Brandt met.\n\n“We welcome the offer,” Odo Brandt said, “and we will talk to them.”\n";
  stance_article *article = nullptr;
  ASSERT_EQ(stance_article_parse(&article, text.data(), text.size(), "x", &error), STANCE_OK);
  ASSERT_EQ(stance_article_statement_count(article), 1u);
  stance_label joined, alone;
  stance_reason reasons[5];
  size_t found = 0;
  ASSERT_EQ(stance_label_statement(l, article, 0, &joined, nullptr, reasons, 5, &found, &error), STANCE_OK);
  const std::string spans = "We welcome the offer, and we will talk to them.";
  ASSERT_EQ(stance_label_text(l, spans.data(), spans.size(), &alone, nullptr, &error), STANCE_OK);
  EXPECT_EQ(joined.decision, alone.decision) << "what interrupts a statement has no say";
  const stance_statement *s = stance_article_statement(article, 0);
  ASSERT_EQ(found, 5u);
  for (size_t i = 0; i < found; i++) {
    EXPECT_GE(reasons[i].start, s->hull.byte_start);
    EXPECT_LE(reasons[i].end, s->hull.byte_end);
    std::string words = text.substr(reasons[i].start, reasons[i].end - reasons[i].start);
    EXPECT_EQ(words.find("Brandt"), std::string::npos) << words;
  }
  stance_article_free(article);
  stance_labeller_free(l);
  stance_model_close(model);
}
