/* Memory that runs out between an article and its rendered answers: said, and nothing half done. */
#include <gtest/gtest.h>

#include <string>

#include "stance/infer.h"
#include "tests/models/model_parts_samples.h"
#include "tests/support/every_allocation.h"

TEST(InferAllocations, OfLabellingReadingAndRendering) {
  Temporary folder;
  stance_model *model = nullptr;
  ASSERT_EQ(stance_model_open(&model, folder.write("m", Sample(Sort::Lexicon).file(folder)).c_str(), nullptr), STANCE_OK);
  const std::string text = "The minister Odo Brandt refused to talk to the union on Friday. \xe2\x80\x9cNo,\xe2\x80\x9d Odo Brandt said, "
                           "\xe2\x80\x9cwe do not talk.\xe2\x80\x9d\n";
  stance_article *article = nullptr;
  ASSERT_EQ(stance_article_parse(&article, text.data(), text.size(), "x", nullptr), STANCE_OK);
  ASSERT_GE(stance_article_statement_count(article), 1u);
  const size_t last = stance_article_statement_count(article) - 1;
  every_allocation([&](stance_error *e) {
    char *read = untouched<char>();
    size_t length = 99;
    stance_status status = stance_statement_read(&read, &length, article, last, e);
    if (status == STANCE_OK)
      stance_statement_free_text(read);
    else
      EXPECT_EQ(read, untouched<char>());
    return status;
  });
  every_allocation([&](stance_error *e) {
    stance_labeller *l = nullptr;
    stance_status status = stance_labeller_new(&l, model, e);
    if (status != STANCE_OK) return status;
    stance_answer answer{};
    double probabilities[2];
    stance_reason reasons[4];
    size_t found = 0;
    status = stance_label_statement(l, article, last, &answer.label, probabilities, reasons, 4, &found, e);
    answer.model = model, answer.probabilities = probabilities, answer.reasons = reasons, answer.n_reasons = found, answer.explain = true;
    stance_shown_statement shown{"a \"b\".txt", article, last, "Odo Brandt", "the union"};
    stance_rendered out{nullptr, 0, 0};
    if (status == STANCE_OK) status = stance_statement_json(&out, &shown, &answer, e);
    const size_t whole = out.length;
    if (status == STANCE_OK) status = stance_statement_csv(&out, &shown, &answer, e);
    if (status != STANCE_OK) {
      EXPECT_EQ(out.length, whole) << "on failure nothing is appended";
    }
    stance_rendered_release(&out);
    stance_labeller_free(l);
    return status;
  });
  stance_article_free(article);
  stance_model_close(model);
}
