/* The temporary file beside a target, "TARGET.stance-N.tmp". Its writer keeps it locked (flock) until it was moved into place or removed:
   what a killed writer left is not locked, and whoever writes that target next removes it. */
#ifndef STANCE_BASE_BESIDE_H
#define STANCE_BASE_BESIDE_H
/* Creates one for writing and locks it: *file, and *path for stance__free. Rename or unlink it before *file is closed. Errors are errno's,
   0 for none. */
int stance__beside_open(int *file, char **path, const char *target);
#endif
