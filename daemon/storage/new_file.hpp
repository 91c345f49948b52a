/// @file
/// New files that hold secrets, and files that must be on the disk. All throw std::system_error.
#pragma once

#include <string>

namespace fingerpost::storage {

/// Empty and readable by its owner only. False when there is a file already, which stays.
bool make_private_file(const std::string& file);

/// Empty, with mode and, where allowed, owner of `model`; no file may be there.
void make_file_like(const std::string& model, const std::string& file);

/// Content and name are on the disk on return.
void sync_file(const std::string& file);

} // namespace fingerpost::storage
