// Labels lines of standard input with threads of its own: label_threads [MODEL] < statements.txt
// One model for all threads, one labeller a thread, every handle in a unique_ptr, errors as exceptions. C++11 and later.
// Compile: c++ -pthread label_threads.cc $(pkg-config --cflags --libs stance)
#include <stance/model.h>

#include <cstdio>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

class Error : public std::runtime_error {
public:
  explicit Error(const stance_error &e)
      : std::runtime_error(e.file[0] ? std::string(e.file) + ": " + e.message : std::string(e.message)), status_(e.status) {}
  stance_status status() const { return status_; }

private:
  stance_status status_;
};

// Calls a function whose last argument is the error, and throws what it reports.
template <class Function, class... Arguments> void check(Function function, Arguments... arguments) {
  stance_error error;
  if (function(arguments..., &error) != STANCE_OK) throw Error(error);
}

struct Closer {
  void operator()(stance_model *model) const { stance_model_close(model); }
  void operator()(stance_labeller *labeller) const { stance_labeller_free(labeller); }
};
using Model = std::unique_ptr<stance_model, Closer>;
using Labeller = std::unique_ptr<stance_labeller, Closer>;

static Model open_model(std::string path) {
  if (path.empty()) {
    char found[4096];
    check(stance_model_default_path, static_cast<char *>(found), sizeof found);
    path = found;
  }
  stance_model *model = nullptr;
  check(stance_model_open, &model, path.c_str());
  return Model(model);
}

static Labeller make_labeller(const stance_model *model) {
  stance_labeller *labeller = nullptr;
  check(stance_labeller_new, &labeller, model);
  return Labeller(labeller);
}

// Every `step`-th line from `first` on. (Where no other work is to be done, stance_label_batch does this by itself.)
static void label_some(const stance_model *model, const std::vector<std::string> &lines, std::vector<stance_label> &labels, size_t first,
                       size_t step) {
  Labeller labeller = make_labeller(model);
  for (size_t i = first; i < lines.size(); i += step)
    check(stance_label_text, labeller.get(), lines[i].data(), lines[i].size(), &labels[i], static_cast<double *>(nullptr));
}

static void run(const std::string &path) {
  const Model model = open_model(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(std::cin, line);) lines.push_back(line);
  std::vector<stance_label> labels(lines.size());

  const size_t n_threads = 4;
  std::vector<std::thread> threads;
  std::vector<std::exception_ptr> failed(n_threads);
  for (size_t t = 0; t < n_threads; t++)
    threads.emplace_back([&, t] {
      try {
        label_some(model.get(), lines, labels, t, n_threads);
      } catch (...) {
        failed[t] = std::current_exception();
      }
    });
  for (std::thread &thread : threads) thread.join();
  for (const std::exception_ptr &e : failed)
    if (e) std::rethrow_exception(e);
  for (size_t i = 0; i < lines.size(); i++)
    std::printf("%-16s %.2f  %s\n", stance_model_label(model.get(), labels[i].label), labels[i].probability, lines[i].c_str());
}

int main(int argc, char **argv) {
  try {
    run(argc > 1 ? argv[1] : "");
    return 0;
  } catch (const Error &e) {
    std::fprintf(stderr, "%s: %s\n", stance_status_name(e.status()), e.what());
    return e.status();
  }
}
