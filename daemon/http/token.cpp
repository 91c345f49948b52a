#include "http/token.hpp"

#include <openssl/rand.h>

#include <array>
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

} // namespace fingerpost::http
