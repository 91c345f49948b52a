#include "http/token.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <span>
#include <stdexcept>

namespace fingerpost::http {

namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t token_letters = 32;

} // namespace

std::string random_token() {
    std::array<unsigned char, token_letters> octets{};
    if (RAND_bytes(octets.data(), static_cast<int>(octets.size())) != 1)
        throw std::runtime_error("the system gives no random numbers");
    std::string token;
    for (const auto octet : octets)
        token += alphabet[octet % alphabet.size()]; // 64 divides 256: no letter is likelier
    return token;
}

bool is_token(std::string_view text) {
    return text.size() == token_letters && text.find_first_not_of(alphabet) == text.npos;
}

std::string token_hash(std::string_view token) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(token.data(), token.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL has no SHA-256");
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (const auto octet : std::span(digest).first(size))
        hex.append(1, digits[octet >> 4]).append(1, digits[octet & 15]);
    return hex;
}

} // namespace fingerpost::http
