#include "protocol/digest.hpp"

#include <boost/algorithm/hex.hpp>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <iterator>

namespace fingerpost::protocol {

namespace {

const unsigned char* bytes(std::string_view octets) {
    return reinterpret_cast<const unsigned char*>(octets.data());
}

} // namespace

std::string sha256(std::string_view octets) {
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(bytes(octets), octets.size(), reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

std::string sha512(std::string_view octets) {
    std::string digest(SHA512_DIGEST_LENGTH, '\0');
    SHA512(bytes(octets), octets.size(), reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

std::string sha384(std::string_view octets) {
    std::string digest(SHA384_DIGEST_LENGTH, '\0');
    SHA384(bytes(octets), octets.size(), reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

std::string sha1(std::string_view octets) {
    std::string digest(SHA_DIGEST_LENGTH, '\0');
    SHA1(bytes(octets), octets.size(), reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

std::string base64(std::string_view octets) {
    std::string text(4 * ((octets.size() + 2) / 3), '\0'); // the final zero goes behind it
    EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(text.data()),
        bytes(octets),
        static_cast<int>(octets.size())
    );
    return text;
}

std::string hex(std::string_view octets) {
    std::string text;
    boost::algorithm::hex_lower(octets, std::back_inserter(text));
    return text;
}

} // namespace fingerpost::protocol
