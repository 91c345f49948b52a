#include "storage/new_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace fingerpost::storage {

namespace {

std::system_error failure(const std::string& file) {
    return {errno, std::generic_category(), file};
}

class Descriptor {
public:
    Descriptor(const std::string& file, int flags, mode_t mode = 0)
        : value_(::open(file.c_str(), flags | O_CLOEXEC, mode)) {}
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return value_; }

private:
    int value_;
};

void sync(const std::string& file, int flags) {
    const Descriptor opened(file, flags);
    if (opened.get() < 0 || fsync(opened.get()) != 0) throw failure(file);
}

} // namespace

bool make_private_file(const std::string& file) {
    const Descriptor made(file, O_CREAT | O_EXCL | O_RDWR, S_IRUSR | S_IWUSR);
    if (made.get() >= 0) return true;
    if (errno == EEXIST) return false;
    throw failure(file);
}

void make_file_like(const std::string& model, const std::string& file) {
    struct stat status {};
    if (stat(model.c_str(), &status) != 0) throw failure(model);
    const Descriptor made(file, O_CREAT | O_EXCL | O_RDWR, S_IRUSR | S_IWUSR);
    if (made.get() < 0) throw failure(file);
    // only root may give a file away; a copy of our own is as good then
    if (fchown(made.get(), status.st_uid, status.st_gid) != 0 && errno != EPERM)
        throw failure(file);
    if (fchmod(made.get(), status.st_mode & 07777) != 0) throw failure(file);
}

void sync_file(const std::string& file) {
    sync(file, O_RDONLY);
    const auto folder = std::filesystem::path(file).parent_path();
    sync(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
}

} // namespace fingerpost::storage
