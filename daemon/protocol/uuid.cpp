#include "protocol/uuid.hpp"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <algorithm>

namespace fingerpost::protocol {

std::string url_uuid(std::string_view name) {
    const boost::uuids::name_generator_sha1 generator(boost::uuids::ns::url());
    auto text = boost::uuids::to_string(generator(name.data(), name.size()));
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

} // namespace fingerpost::protocol
