#include "tests/support/page_check.h"
#include "tests/support/paths.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <vector>

namespace {
struct Tag {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  bool closes = false, empty = false;
  std::string fault;
};

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }

/* The tag at html[at] == '<'; at is moved behind it. */
Tag read_tag(const std::string &html, size_t &at) {
  Tag tag;
  size_t start = at++;
  auto fault = [&](const char *what) {
    tag.fault = std::string(what) + ": " + html.substr(start, 80);
    return tag;
  };
  if (html.compare(start, 15, "<!DOCTYPE html>") == 0) {
    at = start + 15;
    tag.empty = true;
    return tag;
  }
  if (at < html.size() && html[at] == '/') tag.closes = true, at++;
  while (at < html.size() && is_name(html[at])) tag.name += html[at++];
  if (tag.name.empty()) return fault("no tag name");
  for (;;) {
    if (at >= html.size()) return fault("a tag without end");
    if (html[at] == '>') break;
    if (html.compare(at, 2, "/>") == 0) {
      tag.empty = true;
      at++;
      break;
    }
    if (html[at] != ' ' && html[at] != '\n') return fault("something between attributes");
    at++;
    if (html[at] == ' ' || html[at] == '\n' || html[at] == '>') continue;
    std::string name, value;
    while (at < html.size() && is_name(html[at])) name += html[at++];
    if (name.empty()) return fault("no attribute name");
    if (html[at] == '=') {
      if (html[at + 1] != '"') return fault("an attribute without quotes");
      size_t end = html.find('"', at + 2);
      if (end == std::string::npos) return fault("a quote without end");
      value = html.substr(at + 2, end - at - 2);
      at = end + 1;
    }
    tag.attributes.emplace_back(name, value);
  }
  at++;
  return tag;
}

const std::set<std::string> kVoid = {"meta", "br", "hr"};
const std::set<std::string> kForbidden = {"script", "iframe", "object",        "embed",   "img", "image", "link",  "base",    "form",
                                          "input",  "use",    "foreignObject", "animate", "set", "audio", "video", "template"};

struct References {
  std::set<std::string> ids;
  std::vector<std::string> wanted;
};

std::string attribute_fault(const Tag &tag, References &refs) {
  std::set<std::string> names;
  for (auto &[name, value] : tag.attributes) {
    if (!names.insert(name).second) return "attribute twice: " + name;
    if (name.compare(0, 2, "on") == 0 || name == "style" || name == "src" || name == "srcset" || name == "xlink")
      return "attribute " + name;
    if (name == "id" && !refs.ids.insert(value).second) return "id twice: " + value;
    if (name == "href") {
      if (value.empty() || value[0] != '#') return "a link that leaves the page: " + value;
      refs.wanted.push_back(value.substr(1));
    }
    if (name.compare(0, 5, "aria-") == 0 && (name == "aria-labelledby" || name == "aria-describedby")) {
      std::istringstream words(value);
      for (std::string word; words >> word;) refs.wanted.push_back(word);
    }
  }
  return "";
}
} // namespace

std::string page_fault(const std::string &html) {
  std::vector<std::string> open;
  References refs;
  for (size_t at = 0; at < html.size();) {
    if (html[at] == '>') return "a bare > near " + html.substr(at > 40 ? at - 40 : 0, 80);
    if (html[at] != '<') {
      at++;
      continue;
    }
    Tag tag = read_tag(html, at);
    if (!tag.fault.empty()) return tag.fault;
    if (tag.name.empty()) continue;
    if (tag.closes) {
      if (open.empty() || open.back() != tag.name) return "</" + tag.name + "> closes " + (open.empty() ? "nothing" : open.back());
      open.pop_back();
      continue;
    }
    if (kForbidden.count(tag.name)) return "element " + tag.name;
    std::string fault = attribute_fault(tag, refs);
    if (!fault.empty()) return fault;
    if (tag.empty || kVoid.count(tag.name)) continue;
    open.push_back(tag.name);
    if (tag.name == "style") { /* its text is no markup */
      at = html.find("</style>", at);
      if (at == std::string::npos) return "style without end";
    }
  }
  if (!open.empty()) return open.back() + " is not closed";
  for (auto &id : refs.wanted)
    if (!refs.ids.count(id)) return "nothing has the id " + id;
  return "";
}

std::string page_outline(const std::string &html) {
  std::string out;
  size_t depth = 0, hidden = 0;
  for (size_t at = 0; at < html.size();) {
    if (html[at] != '<') {
      at++;
      continue;
    }
    Tag tag = read_tag(html, at);
    if (tag.name.empty() || tag.name == "meta" || tag.name == "br") continue;
    if (tag.name == "style" && !tag.closes) at = html.find("</style>", at);
    if (tag.closes) {
      depth--;
      if (hidden && depth < hidden) hidden = 0;
      continue;
    }
    if (!hidden) {
      out += std::string(2 * depth, ' ') + tag.name;
      for (auto &[name, value] : tag.attributes)
        if (name == "class" || name == "id" || name == "role" || name == "scope")
          out += (name == "class" ? " ." : name == "id" ? " #" : " ") + value;
      out += '\n';
    }
    if (tag.empty) continue;
    depth++;
    if (!hidden && tag.name == "svg") hidden = depth;
  }
  return out;
}

std::string golden_fault(const std::string &name, const std::string &text) {
  std::string path = std::string(STANCE_SOURCE_DIR) + "/tests/" + name;
  if (std::getenv("UPDATE")) {
    std::ofstream(path, std::ios::binary) << text;
    return "";
  }
  std::ifstream file(path, std::ios::binary);
  std::istringstream now(text);
  std::string want, got;
  for (size_t line = 1;; line++) {
    bool more = static_cast<bool>(std::getline(file, want)), has = static_cast<bool>(std::getline(now, got));
    if (!more && !has) return "";
    if (more != has || want != got)
      return name + ":" + std::to_string(line) + ": \"" + (more ? want : "nothing") + "\" has become \"" + (has ? got : "nothing") + "\"";
  }
}
