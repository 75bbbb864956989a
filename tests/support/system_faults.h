/* Calls to the system, and to libraries that allocate, which fail when a test says so. The linker puts these in place of the real ones in
   the test programs that ask for it (tests/CMakeLists.txt); the programs that are shipped know nothing of it. */
#ifndef STANCE_TESTS_SUPPORT_SYSTEM_FAULTS_H
#define STANCE_TESTS_SUPPORT_SYSTEM_FAULTS_H
enum class Call { Fstat, Mmap, Pread, Read, HashState, CALLS };

/* From now on the n-th call (1-based) fails with errno `code`, once; code 0: it comes back short, with nothing. Undone at the end. */
class SystemFault {
public:
  SystemFault(Call call, long n, int code);
  ~SystemFault();
  SystemFault(const SystemFault &) = delete;
  /* True once it has happened. */
  bool happened() const;

private:
  Call call_;
};
/* The n-th allocation of cJSON fails from now on, once; 0: none. */
void fail_cjson_at(long n);
bool cjson_failed();
#endif
