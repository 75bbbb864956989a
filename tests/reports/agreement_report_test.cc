#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "stance/report.h"

TEST(AgreementReport, SaysTheSameInEveryFormat) {
  const char *const names[] = {"ana", "ben"}, *const labels[] = {"c", "u"};
  std::vector<uint32_t> given = {0, 0, 1, 1, 1, 0, 0, STANCE_NO_LABEL};
  stance_annotations in = {4, 2, 2, names, labels, given.data(), nullptr};
  stance_agreement *a = nullptr;
  ASSERT_EQ(stance_agreement_compute(&a, &in, 200, 1, nullptr), STANCE_OK);
  stance_report_options options = {false, 0, nullptr, "d.csv", nullptr};
  auto render = [&](stance_report_format format) {
    char *text = nullptr;
    EXPECT_EQ(stance_agreement_render(&text, a, format, &options, nullptr), STANCE_OK);
    std::string out = text;
    stance_report_free_text(text);
    return out;
  };
  std::string json = render(STANCE_REPORT_JSON), table = render(STANCE_REPORT_TABLE), csv = render(STANCE_REPORT_CSV), markdown = render(STANCE_REPORT_MARKDOWN);
  EXPECT_EQ(json.find("{\"schema\":\"stance.agreement/1\",\"dataset\":\"d.csv\",\"n\":4,\"n_pairable\":3,\"n_complete\":3,\"annotators\":[\"ana\",\"ben\"],"
                      "\"labels\":[\"c\",\"u\"],\"counts\":[[2,2],[2,1]],\"observed\":0.6666"),
            0u) << json;
  EXPECT_NE(json.find("\"pairs\":[{\"first\":\"ana\",\"second\":\"ben\",\"n\":3,\"observed\":0.6666"), std::string::npos) << json;
  EXPECT_NE(table.find("  ana, ben  3  0.667 ["), std::string::npos) << table;
  EXPECT_NE(table.find("  ben        2  1       1\n"), std::string::npos) << table;
  EXPECT_NE(csv.find("\r\npairs,\"ana, ben\",n,3,,\r\n"), std::string::npos) << csv;
  EXPECT_NE(markdown.find("| ana, ben | 3 | 0.667 ["), std::string::npos) << markdown;
  stance_agreement_free(a);
}
