#include "cli/attribute_file.hpp"

#include "base/text.hpp"
#include "catalog/attribute.hpp"
#include "catalog/picture.hpp"
#include "protocol/digest.hpp"
#include "protocol/public_key.hpp"

#include <fstream>
#include <iterator>

namespace fingerpost::cli {

namespace {

Result<std::string> picture(const std::string& content, const std::string& path) {
    const auto type = picture_type(path);
    if (type.empty()) return content;
    return "data:" + std::string(type) + ";base64," + protocol::base64(content);
}

/// The strings of a TXT record as OpenDKIM writes it for a zone file; other text as it is.
std::string joined_strings(const std::string& content) {
    if (content.find('"') == content.npos) return one_line(content);
    std::string joined;
    for (auto open = content.find('"'); open != content.npos; open = content.find('"', open + 1)) {
        const auto close = content.find('"', open + 1);
        if (close == content.npos) break;
        joined += content.substr(open + 1, close - open - 1);
        open = close;
    }
    return joined;
}

Result<std::string> dkim_record(const std::string& content, const std::string& path) {
    using Type = protocol::PublicKey::Type;
    if (content.find("-----BEGIN") == content.npos) return joined_strings(content);
    const auto keys = protocol::public_keys(content, path);
    if (!keys) return keys.error();
    const auto& key = keys->front();
    if (key.type == Type::rsa) return "v=DKIM1; k=rsa; p=" + protocol::base64(key.info);
    if (key.type == Type::ed25519) return "v=DKIM1; k=ed25519; p=" + protocol::base64(key.raw);
    return Error{Errc::bad_request, path + ": DKIM has RSA and Ed25519 keys, and no others"};
}

/// Of the first certificate, which is the service's own, or of all authorities in the file.
Result<std::string> key_digests(const std::string& content, const std::string& path, bool all) {
    const auto keys = protocol::public_keys(content, path);
    if (!keys) return keys.error();
    std::string digests;
    for (const auto& key : *keys) {
        digests.append(digests.empty() ? "" : ", ");
        digests.append(protocol::hex(protocol::sha256(key.info)));
        if (!all) break;
    }
    return digests;
}

} // namespace

Result<std::string> value_of_file(std::string_view attribute, const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    if (file.bad() || !file.is_open())
        return Error{Errc::not_found, "the file \"" + path + "\" cannot be read"};
    const auto* kind = find_attribute(attribute);
    if (!kind) return content;
    switch (kind->id) {
    case AttributeId::dkim: return dkim_record(content, path);
    case AttributeId::tlsa:
    case AttributeId::tlsa_next: return key_digests(content, path, false);
    case AttributeId::tlsa_ca: return key_digests(content, path, true);
    default: return picture(content, path);
    }
}

} // namespace fingerpost::cli
