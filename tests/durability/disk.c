/* A disk that forgets: under LD_PRELOAD, keeps beside every file of one folder what a power cut would leave of it.
 *
 * LINLI_DISK_DIR     the folder whose files are watched
 * LINLI_DISK_KEPT    where a file's content is copied when, and only when, it is written through (fsync, fdatasync)
 * LINLI_DISK_FAILS   every so-many-th write fails with "no space left" (0: none)
 * LINLI_DISK_FULL    after so many writes every write fails with "no space left" (0: never)
 * LINLI_DISK_TOLD    each failed write adds one byte to this file: proof that the fault was there
 *
 * The copy is read through the descriptor that SQLite itself holds: opening and closing a second one would drop its
 * locks. One lock over reading and renaming keeps an older copy from taking a newer one's place.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long writes;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

/* The file's name inside the watched folder, or NULL. */
static const char *watched(int fd, char *path, size_t size) {
    const char *folder = getenv("LINLI_DISK_DIR");
    char link[64];
    struct stat found;
    if (!folder || fstat(fd, &found) || !S_ISREG(found.st_mode)) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length <= 0) return NULL;
    path[length] = 0;
    size_t folder_length = strlen(folder);
    if (strncmp(path, folder, folder_length) || path[folder_length] != '/') return NULL;
    const char *name = path + folder_length + 1;
    return strchr(name, '/') ? NULL : name;
}

static void keep(int fd) {
    char path[4096], fresh[4096], place[4096], lock_path[4096], piece[65536];
    const char *kept = getenv("LINLI_DISK_KEPT"), *name = watched(fd, path, sizeof path);
    ssize_t (*real_write)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (!kept || !name) return;
    snprintf(lock_path, sizeof lock_path, "%s.lock", kept);
    snprintf(fresh, sizeof fresh, "%s/.%s.%d", kept, name, (int)getpid());
    snprintf(place, sizeof place, "%s/%s", kept, name);
    int lock = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || flock(lock, LOCK_EX)) abort();
    int out = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out < 0) abort();
    off_t at = 0;
    ssize_t got;
    while ((got = pread(fd, piece, sizeof piece, at)) > 0) {
        if (real_write(out, piece, (size_t)got) != got) abort();
        at += got;
    }
    if (got < 0 || close(out) || rename(fresh, place)) abort();
    close(lock);
}

int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    int result = real(fd);
    if (result == 0) keep(fd);
    return result;
}

int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    int result = real(fd);
    if (result == 0) keep(fd);
    return result;
}

/* Whether this write is to fail. */
static int refused(int fd) {
    char path[4096];
    long fails = number("LINLI_DISK_FAILS"), full = number("LINLI_DISK_FULL");
    if ((!fails && !full) || !watched(fd, path, sizeof path) || strstr(path, "-shm")) return 0;
    long count = atomic_fetch_add(&writes, 1) + 1;
    if (!((fails && count % fails == 0) || (full && count > full))) return 0;
    const char *told = getenv("LINLI_DISK_TOLD");
    ssize_t (*real_write)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    int out = told ? open(told, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (out >= 0) {
        if (real_write(out, "!", 1) != 1) abort();
        close(out);
    }
    errno = ENOSPC;
    return 1;
}

ssize_t write(int fd, const void *piece, size_t size) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    return refused(fd) ? -1 : real(fd, piece, size);
}

ssize_t pwrite(int fd, const void *piece, size_t size, off_t at) {
    ssize_t (*real)(int, const void *, size_t, off_t) = dlsym(RTLD_NEXT, "pwrite");
    return refused(fd) ? -1 : real(fd, piece, size, at);
}

ssize_t pwrite64(int fd, const void *piece, size_t size, off64_t at) {
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    return refused(fd) ? -1 : real(fd, piece, size, at);
}
