#include <gtest/gtest.h>

extern "C" {
#include "serve/guard.h"
}

namespace {
serve_verdict ask(const char *host, const char *origin = nullptr, const char *site = nullptr, const char *mode = nullptr,
                  bool page = false) {
  const serve_origin from = {host, origin, site, mode, false};
  return serve_guard(&from, 8080, page);
}
} // namespace

TEST(Guard, HostIsThisServersAddressAlone) {
  EXPECT_EQ(ask("127.0.0.1:8080"), SERVE_WELCOME);
  EXPECT_EQ(ask("LOCALHOST:8080"), SERVE_WELCOME);
  for (const char *host : {"127.0.0.1", "127.0.0.1:80801", "127.0.0.1:808", "localhost.evil.example:8080", "evil.example:8080",
                           "[::1]:8080", "", "127.0.0.1:8080 ", "0.0.0.0:8080", "127.1:8080"})
    EXPECT_EQ(ask(host), SERVE_FOREIGN_HOST) << host;
  EXPECT_EQ(ask(nullptr), SERVE_FOREIGN_HOST);
  const serve_origin twice = {"127.0.0.1:8080", nullptr, nullptr, nullptr, true};
  EXPECT_EQ(serve_guard(&twice, 8080, false), SERVE_FOREIGN_HOST);
  const serve_origin bare = {"127.0.0.1", nullptr, nullptr, nullptr, false};
  EXPECT_EQ(serve_guard(&bare, 80, false), SERVE_WELCOME) << "browsers leave port 80 out";
}

TEST(Guard, OriginIsTheSameNameAndPort) {
  EXPECT_EQ(ask("localhost:8080", "http://localhost:8080"), SERVE_WELCOME);
  for (const char *origin : {"null", "", "http://127.0.0.1:8080", "https://localhost:8080", "http://localhost:8081", "http://localhost",
                             "http://localhost:8080.evil.example", "http://evil.example"})
    EXPECT_EQ(ask("localhost:8080", origin), SERVE_FOREIGN_ORIGIN) << origin;
}

TEST(Guard, ALinkElsewhereMayLeadToThePageAndNowhereElse) {
  EXPECT_EQ(ask("localhost:8080", nullptr, "cross-site", "navigate", true), SERVE_WELCOME);
  EXPECT_EQ(ask("localhost:8080", nullptr, "cross-site", "navigate", false), SERVE_FOREIGN_ORIGIN);
  EXPECT_EQ(ask("localhost:8080", nullptr, "cross-site", "no-cors", true), SERVE_FOREIGN_ORIGIN) << "a foreign <script>";
  EXPECT_EQ(ask("localhost:8080", nullptr, "same-site", "cors", false), SERVE_FOREIGN_ORIGIN) << "another port of this machine";
  EXPECT_EQ(ask("localhost:8080", nullptr, "none"), SERVE_WELCOME);
  EXPECT_EQ(ask("localhost:8080", "http://localhost:8080", "same-origin"), SERVE_WELCOME);
}
