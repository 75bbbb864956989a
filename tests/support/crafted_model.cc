#include "tests/support/crafted_model.h"

#include <cstdint>
#include <stdexcept>

#include <cjson/cJSON.h>
#include <xxhash.h>

namespace {
std::string raw(const cJSON *item) {
  char *text = cJSON_PrintUnformatted(item);
  std::string out = text;
  cJSON_free(text);
  return out;
}
} // namespace

std::string with_checksum(std::string file) {
  XXH128_canonical_t sum;
  XXH128_canonicalFromHash(&sum, XXH3_128bits(file.data(), file.size() - sizeof sum));
  memcpy(&file[file.size() - sizeof sum], &sum, sizeof sum);
  return file;
}

CraftedModel::CraftedModel(const std::string &file) {
  uint64_t length;
  memcpy(&length, file.data(), sizeof length);
  cJSON *root = cJSON_ParseWithLength(file.data() + sizeof length, length);
  if (!root) throw std::runtime_error("no header");
  const std::string data = file.substr(sizeof length + length);
  for (const cJSON *entry = root->child; entry; entry = entry->next) {
    if (std::string(entry->string) == "__metadata__") {
      for (const cJSON *item = entry->child; item; item = item->next) metadata.emplace_back(item->string, raw(item));
      continue;
    }
    const cJSON *offsets = cJSON_GetObjectItem(entry, "data_offsets");
    const size_t begin = static_cast<size_t>(offsets->child->valuedouble), end = static_cast<size_t>(offsets->child->next->valuedouble);
    tensors.push_back({entry->string, cJSON_GetObjectItem(entry, "dtype")->valuestring, raw(cJSON_GetObjectItem(entry, "shape")),
                       data.substr(begin, end - begin), ""});
  }
  cJSON_Delete(root);
}

std::string CraftedModel::assemble() const {
  std::string header = "{", data;
  if (!no_metadata) {
    header += "\"__metadata__\":";
    if (raw_metadata.empty()) {
      header += "{";
      for (size_t i = 0; i < metadata.size(); i++) header += (i ? ",\"" : "\"") + metadata[i].first + "\":" + metadata[i].second;
      header += "}";
    } else {
      header += raw_metadata;
    }
  }
  for (const CraftedTensor &t : tensors) {
    const std::string here = "[" + std::to_string(data.size()) + "," + std::to_string(data.size() + t.bytes.size()) + "]";
    header += (header.size() > 1 ? ",\"" : "\"") + t.name + "\":{\"dtype\":\"" + t.dtype + "\",\"shape\":" + t.shape +
              ",\"data_offsets\":" + (t.offsets.empty() ? here : t.offsets) + "}";
    data += t.bytes;
  }
  header += extra_entry + "}";
  if (!raw_header.empty()) header = raw_header;
  header.resize((header.size() + 8 + 63) / 64 * 64 - 8, ' ');
  const uint64_t length = header.size();
  return with_checksum(std::string(reinterpret_cast<const char *>(&length), sizeof length) + header + data);
}

CraftedTensor &CraftedModel::tensor(const std::string &name) {
  for (CraftedTensor &t : tensors)
    if (t.name == name) return t;
  throw std::runtime_error("no tensor " + name);
}

void CraftedModel::remove(const std::string &name) {
  for (size_t i = 0; i < tensors.size(); i++)
    if (tensors[i].name == name) {
      tensors.erase(tensors.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  throw std::runtime_error("no tensor " + name);
}

std::string &CraftedModel::meta(const std::string &key) {
  for (auto &pair : metadata)
    if (pair.first == key) return pair.second;
  throw std::runtime_error("no metadata " + key);
}
