/* The measures against the worked examples of the papers that define them. */
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "stance/report.h"

namespace {
const char *const kNames[] = {"ana", "ben", "cleo", "dora", "emil", "fay"};
const char *const kLabels[] = {"1", "2", "3", "4", "5"};

/* given: [n][annotators] */
stance_agreement *agree(const std::vector<uint32_t> &given, size_t annotators, size_t labels, const uint32_t *groups = nullptr) {
  stance_annotations in = {given.size() / annotators, annotators, labels, kNames, kLabels, given.data(), groups};
  stance_agreement *a = nullptr;
  stance_error error;
  EXPECT_EQ(stance_agreement_compute(&a, &in, 500, 1, &error), STANCE_OK) << error.message;
  return a;
}

/* Rows of digits, one annotator each ('.' for no label), turned to statements. */
std::vector<uint32_t> from_rows(const std::vector<std::string> &rows) {
  std::vector<uint32_t> given;
  for (size_t i = 0; i < rows[0].size(); i++)
    for (const std::string &row : rows) given.push_back(row[i] == '.' ? STANCE_NO_LABEL : (uint32_t)(row[i] - '1'));
  return given;
}
} // namespace

TEST(Agreement, AlphaIsThatOfKrippendorff2011) {
  /* Section C: four observers, twelve units, missing data; nominal alpha 0.743. */
  stance_agreement *a = agree(from_rows({"123321412...", "1233224125.3", ".3332342251.", "12332441251."}), 4, 5);
  EXPECT_NEAR(a->alpha, 0.743, 0.0005);
  EXPECT_EQ(a->n, 12u);
  EXPECT_EQ(a->n_pairable, 11u);
  EXPECT_EQ(a->n_complete, 8u);
  EXPECT_EQ(a->n_pairs, 6u);
  EXPECT_LT(a->alpha_ci95.low, a->alpha);
  EXPECT_GT(a->alpha_ci95.high, a->alpha);
  EXPECT_EQ(a->counts[0 * 5 + 0], 3u);
  EXPECT_STREQ(a->annotators[3], "dora");
  stance_agreement_free(a);
  /* Section B: two observers, ten units, two categories, no missing data; alpha 0.095. */
  a = agree(from_rows({"1211111111", "2221121112"}), 2, 2);
  EXPECT_NEAR(a->observed, 0.6, 1e-12);
  EXPECT_NEAR(a->alpha, 0.095, 0.0005);
  stance_agreement_free(a);
}

TEST(Agreement, KappaIsThatOfFleiss1971) {
  /* Table 1: thirty patients, six psychiatrists each, five diagnoses; mean agreement 0.556, kappa 0.430. */
  const char *const table[] = {"00060", "03003", "01401", "00006", "03030", "20400", "00402", "20310", "20040", "00006",
                               "10050", "11040", "03300", "10050", "02031", "00501", "30012", "51000", "02040", "10203",
                               "00006", "01050", "02013", "20040", "10041", "05010", "40002", "02040", "10500", "00006"};
  std::vector<uint32_t> given;
  for (const char *row : table)
    for (uint32_t label = 0; label < 5; label++)
      for (int i = 0; i < row[label] - '0'; i++) given.push_back(label);
  stance_agreement *a = agree(given, 6, 5);
  EXPECT_NEAR(a->observed, 0.556, 0.0005);
  EXPECT_NEAR(a->fleiss_kappa, 0.430, 0.0005);
  EXPECT_EQ(a->n_complete, 30u);
  EXPECT_LT(a->fleiss_kappa_ci95.low, 0.430);
  EXPECT_GT(a->fleiss_kappa_ci95.high, 0.430);
  stance_agreement_free(a);
}

TEST(Agreement, KappaOfAPairIsThatOfCohen1960) {
  /* Table 2: 200 patients, three diagnoses; agreement 0.70, by chance 0.41, kappa 0.492. */
  const int table[3][3] = {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};
  std::vector<uint32_t> given;
  for (uint32_t i = 0; i < 3; i++)
    for (uint32_t j = 0; j < 3; j++)
      for (int n = 0; n < table[i][j]; n++) given.push_back(i), given.push_back(j);
  stance_agreement *a = agree(given, 2, 3);
  EXPECT_EQ(a->pairs[0].n, 200u);
  EXPECT_NEAR(a->pairs[0].observed, 0.70, 1e-12);
  EXPECT_NEAR(a->pairs[0].kappa, (0.70 - 0.41) / 0.59, 1e-12);
  EXPECT_NEAR(a->pairs[0].kappa, 0.492, 0.0005);
  stance_agreement_free(a);
}

TEST(Agreement, IsOneWhereAllAgreeAndUndefinedWhereThereIsNothingToAgreeOn) {
  stance_agreement *a = agree(from_rows({"1212", "1212", "12.2"}), 3, 2);
  EXPECT_EQ(a->alpha, 1);
  EXPECT_EQ(a->fleiss_kappa, 1);
  EXPECT_EQ(a->pairs[2].kappa, 1);
  stance_agreement_free(a);
  a = agree(from_rows({"1111", "1111"}), 2, 2);
  EXPECT_EQ(a->observed, 1);
  EXPECT_TRUE(std::isnan(a->alpha) && std::isnan(a->fleiss_kappa) && std::isnan(a->pairs[0].kappa)) << "one label only";
  EXPECT_TRUE(std::isnan(a->alpha_ci95.low));
  stance_agreement_free(a);
}

TEST(Agreement, LeavesOutWhatCannotBePaired) {
  stance_agreement *a = agree(from_rows({"12..1", "12.1.", "..2.2"}), 3, 2);
  EXPECT_EQ(a->n_pairable, 3u);
  EXPECT_EQ(a->n_complete, 0u);
  EXPECT_TRUE(std::isnan(a->fleiss_kappa)) << "no statement was labelled by all";
  EXPECT_EQ(a->pairs[0].n, 2u);
  EXPECT_EQ(a->pairs[1].n, 1u);
  EXPECT_EQ(a->pairs[2].n, 0u);
  EXPECT_TRUE(std::isnan(a->pairs[2].observed));
  stance_agreement_free(a);
  std::vector<uint32_t> lonely = from_rows({"1.", ".2"});
  stance_annotations in = {2, 2, 2, kNames, kLabels, lonely.data(), nullptr};
  stance_error error;
  EXPECT_EQ(stance_agreement_compute(&a, &in, 0, 1, &error), STANCE_DATA);
  lonely[0] = 7;
  EXPECT_EQ(stance_agreement_compute(&a, &in, 0, 1, &error), STANCE_USAGE);
}

TEST(Agreement, ResamplesGroupsWhole) {
  std::vector<uint32_t> given, groups;
  for (uint32_t i = 0; i < 200; i++) given.push_back(i % 2), given.push_back((i / 20) % 3 ? i % 2 : 1 - i % 2), groups.push_back(i / 20);
  stance_agreement *alone = agree(given, 2, 2), *grouped = agree(given, 2, 2, groups.data());
  EXPECT_EQ(alone->alpha, grouped->alpha);
  EXPECT_GT(grouped->alpha_ci95.high - grouped->alpha_ci95.low, 2 * (alone->alpha_ci95.high - alone->alpha_ci95.low));
  stance_agreement_free(alone), stance_agreement_free(grouped);
}

TEST(Agreement, LimitsLabelsByPairsOfAnnotators) {
  const std::vector<uint32_t> given = {0, 0, 1, 1};
  const char *annotators[] = {"ana", "ben"};
  auto compute = [&](size_t n_labels) {
    std::vector<const char *> labels(n_labels, "x");
    stance_annotations a = {2, 2, n_labels, annotators, labels.data(), given.data(), nullptr};
    stance_agreement *agreement = nullptr;
    stance_error error;
    stance_status status = stance_agreement_compute(&agreement, &a, 1, 1, &error);
    stance_agreement_free(agreement);
    return status == STANCE_OK ? std::string("computed") : std::string(error.message);
  };
  EXPECT_EQ(compute(2048), "computed");
  EXPECT_EQ(compute(2049), "2049 labels by 2 annotators make over 4194304 cells of agreement; join labels with --map-label, or name the "
                           "columns of labels");
}
