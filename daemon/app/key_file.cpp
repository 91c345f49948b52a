#include "app/key_file.hpp"

#include "zone/tsig_key.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace fingerpost::app {

Result<std::string> read_key_file(const std::string& path) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::string text(zone::key_file_max + 1, '\0'); // parse_key_file() refuses what fills it
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.is_open() || file.bad() || errno == EISDIR)
        return Error{Errc::not_found, std::generic_category().message(errno)};
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

} // namespace fingerpost::app
