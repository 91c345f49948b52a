#include "publish/folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace fingerpost::publish {

namespace {

// one name for all: the folder has one writer, and what a crash left behind is overwritten
constexpr const char* temporary = ".fingerpost.tmp";
constexpr std::size_t file_max = 64 * 1024 * 1024;

Error failure(std::string_view what, const std::string& name) {
    const auto reason = std::generic_category().message(errno);
    return {Errc::upstream, name + ": " + std::string(what) + ": " + reason};
}

class File {
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    int get() const { return descriptor_; }
    bool close() { return ::close(std::exchange(descriptor_, -1)) == 0; }

private:
    int descriptor_;
};

bool write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const auto written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

bool fill(int folder, std::string_view content, mode_t mode) {
    constexpr int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    File file(::openat(folder, temporary, flags, 0600));
    return file.get() >= 0 && write_all(file.get(), content) && ::fchmod(file.get(), mode) == 0 &&
           ::fsync(file.get()) == 0 && file.close();
}

} // namespace

Result<Folder> Folder::open(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return Error{
            Errc::not_found, path.string() + ": " + std::generic_category().message(errno)};
    Folder folder(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return Error{Errc::conflict, path.string() + ": another export is writing there"};
    return folder;
}

Folder::Folder(Folder&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Folder::~Folder() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::optional<std::string>> Folder::read(const std::string& name) const {
    constexpr int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    const File file(::openat(descriptor_, name.c_str(), flags));
    if (file.get() < 0 && errno == ENOENT) return std::optional<std::string>();
    struct stat status {};
    if (file.get() < 0 || ::fstat(file.get(), &status) != 0) return failure("cannot be read", name);
    if (!S_ISREG(status.st_mode)) return Error{Errc::conflict, name + ": is not a plain file"};
    std::string content;
    std::array<char, 16384> part;
    for (;;) {
        const auto count = ::read(file.get(), part.data(), part.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failure("cannot be read", name);
        if (count == 0) return std::optional(std::move(content));
        content.append(part.data(), static_cast<std::size_t>(count));
        if (content.size() > file_max) return Error{Errc::conflict, name + ": is not our size"};
    }
}

Result<void> Folder::replace(const std::string& name, std::string_view content, mode_t mode) const {
    if (fill(descriptor_, content, mode) &&
        ::renameat(descriptor_, temporary, descriptor_, name.c_str()) == 0)
        return {};
    auto error = failure("cannot be written", name);
    ::unlinkat(descriptor_, temporary, 0);
    return error;
}

Result<void> Folder::sync() const {
    if (::fsync(descriptor_) == 0) return {};
    return failure("cannot be synced", "directory");
}

} // namespace fingerpost::publish
