#include "resolve/query_message.hpp"

#include <ares.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <system_error>

namespace fingerpost::resolve {

namespace {

constexpr int class_in = 1;
constexpr std::size_t flags_byte = 3;       // RA, Z, AD, CD, RCODE
constexpr std::size_t do_byte_from_end = 4; // of an OPT record without options

/// Random octets from the kernel, fetched in stock.
unsigned char random_octet() {
    thread_local std::array<unsigned char, 256> stock;
    thread_local std::size_t used = stock.size();
    if (used == stock.size()) {
        if (::getentropy(stock.data(), stock.size()) != 0)
            throw std::system_error(errno, std::generic_category(), "no random numbers");
        used = 0;
    }
    return stock.at(used++);
}

} // namespace

std::string query_message(const Query& query, Manner manner) {
    const bool recursive = query.vantage.kind != Vantage::Kind::authoritative;
    const auto identity =
        static_cast<unsigned short>(unsigned{random_octet()} << 8U | random_octet());
    unsigned char* made = nullptr;
    int size = 0;
    const int status = ares_create_query(
        query.name.c_str(),
        class_in,
        static_cast<int>(query.type),
        identity,
        recursive ? 1 : 0,
        &made,
        &size,
        manner.extended ? udp_bytes_max : 0
    );
    const std::unique_ptr<unsigned char, void (*)(void*)> owned(made, ares_free_string);
    if (status != ARES_SUCCESS) return {};
    std::string message(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
    const auto set = [&](std::size_t at, unsigned bit) {
        message[at] = static_cast<char>(static_cast<unsigned char>(message[at]) | bit);
    };
    if (recursive) set(flags_byte, 0x20);
    if (manner.checking_disabled) set(flags_byte, 0x10);
    if (query.signatures && manner.extended) set(message.size() - do_byte_from_end, 0x80);
    return message;
}

std::string in_mixed_case(std::string name) {
    for (char& c : name) {
        const bool letter = c >= 'a' && c <= 'z';
        if (letter && random_octet() % 2 == 0) c = static_cast<char>(c - 'a' + 'A');
    }
    return name;
}

} // namespace fingerpost::resolve
