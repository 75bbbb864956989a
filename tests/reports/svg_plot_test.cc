/* Places on a plot, in its units of 340 by 300. */
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "reports/svg_plot.h"
#include "tests/support/page_check.h"

namespace {
class SvgPlot : public ::testing::Test {
protected:
  stance__buffer b = STANCE__BUFFER_INIT;
  stance__plot plot = {"x", "a<b", "about \"it\"", "across", "up", 0, 1, 0, 1};
  void TearDown() override { stance__buffer_release(&b); }
  std::string taken() {
    std::string out(b.data ? b.data : "", b.length);
    stance__buffer_clear(&b);
    return out;
  }
  std::string frame() {
    stance__plot_open(&b, &plot);
    stance__plot_close(&b);
    return taken();
  }
};
#define EXPECT_HAS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)
} // namespace

TEST_F(SvgPlot, SaysWhatItIsAndClosesWhatItOpens) {
  std::string svg = frame();
  EXPECT_EQ(page_fault(svg), "");
  EXPECT_HAS(svg, "role=\"img\" aria-labelledby=\"x-name\" aria-describedby=\"x-about\"");
  EXPECT_HAS(svg, "<title id=\"x-name\">a&lt;b</title>");
  EXPECT_HAS(svg, "<desc id=\"x-about\">about &quot;it&quot;</desc>");
}

TEST_F(SvgPlot, TicksAreRoundAndNeverMinusNought) {
  std::string svg = frame();
  for (auto *tick : {">0.0<", ">0.2<", ">0.8<", ">1.0<"}) EXPECT_HAS(svg, tick);
  EXPECT_EQ(svg.find("-0.0<"), std::string::npos);
  plot.x_high = 240, plot.y_low = 0.8;
  svg = frame();
  for (auto *tick : {">0<", ">50<", ">200<", ">0.80<", ">0.95<", ">1.00<"}) EXPECT_HAS(svg, tick);
  EXPECT_EQ(svg.find(">250<"), std::string::npos) << "beyond the axis";
}

TEST_F(SvgPlot, PointsStandWhereTheirValuesSay) {
  const stance__point points[] = {{0, 0}, {0.5, 0.5}, {1, 1}};
  stance__plot_line(&b, &plot, "a", points, 3, false);
  EXPECT_EQ(taken(), "<path class=\"line a\" d=\"M54.00 254.00 L54.00 254.00 L191.00 132.00 L328.00 10.00\"/>\n");
  stance__plot_line(&b, &plot, "l1", points + 1, 2, true);
  EXPECT_EQ(taken(), "<path class=\"line l1\" d=\"M54.00 132.00 V132.00 H191.00 V10.00 H328.00\"/>\n")
      << "a step holds from before its point";
  stance__plot_line(&b, &plot, "a", points, 0, false);
  EXPECT_EQ(taken(), "");
}

TEST_F(SvgPlot, WhatIsOutsideStaysAtTheEdgeAndWhatIsNoNumberIsLeftOut) {
  stance__plot_dot(&b, &plot, "a", {2, -1});
  EXPECT_EQ(taken(), "<circle class=\"dot a\" cx=\"328.00\" cy=\"254.00\" r=\"4\"/>\n");
  stance__plot_dot(&b, &plot, "b", {0.5, 0.5});
  EXPECT_EQ(taken(), "<rect class=\"dot b\" x=\"187.00\" y=\"128.00\" width=\"8\" height=\"8\"/>\n");
  stance__plot_dot(&b, &plot, "a", {NAN, 0});
  stance__plot_range(&b, &plot, "a", 0.5, {NAN, NAN});
  stance__plot_level(&b, &plot, NAN);
  EXPECT_EQ(taken(), "");
}
