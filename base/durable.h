/* What reading, and writing to last, need of the system. Errors are errno's, 0 for none. */
#ifndef STANCE_BASE_DURABLE_H
#define STANCE_BASE_DURABLE_H
#include <stddef.h>
/* open(2) and fsync(2), again where a signal interrupted them; new files have mode 0666 less the umask. */
int stance__open(const char *path, int flags);
int stance__sync(int file);
/* All of the bytes, however many calls it takes. */
int stance__write_all(int file, const void *bytes, size_t length);
/* Syncs the folder that holds `path`: a name in it, new or renamed, is only durable then. File systems that cannot sync folders are taken
   to need no such thing. */
int stance__sync_folder_of(const char *path);
#endif
