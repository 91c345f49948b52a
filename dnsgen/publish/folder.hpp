/// @file
/// A directory of files that another program reads while we write: each is replaced whole.
#pragma once

#include "base/error.hpp"

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::publish {

/// Held by one writer at a time, by flock(). All names are plain file names.
class Folder {
public:
    /// Errc::not_found when there is no such directory, Errc::conflict when it is held already.
    static Result<Folder> open(const std::filesystem::path& path);
    ~Folder();
    Folder(Folder&& other) noexcept;
    Folder& operator=(Folder&&) = delete;

    /// The file's content; none when it does not exist. Anything else than a plain file is refused.
    Result<std::optional<std::string>> read(const std::string& name) const;

    /// Writes a temporary file, syncs it and renames it. The old file stays on any failure.
    Result<void> replace(const std::string& name, std::string_view content, mode_t mode) const;

    /// Makes the renames survive a crash.
    Result<void> sync() const;

private:
    explicit Folder(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

} // namespace fingerpost::publish
