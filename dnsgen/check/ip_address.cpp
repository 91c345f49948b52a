#include "check/ip_address.hpp"

#include <boost/asio/ip/address.hpp>

namespace fingerpost::check {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

unsigned octet(char c) {
    return static_cast<unsigned char>(c);
}

} // namespace

std::optional<std::string> address_octets(std::string_view text) {
    namespace ip = boost::asio::ip;
    boost::system::error_code failed;
    const auto address = ip::make_address(std::string(text), failed);
    if (failed || text.find('%') != text.npos) return std::nullopt;
    const auto copied = [](const auto& bytes) { return std::string(bytes.begin(), bytes.end()); };
    if (address.is_v4()) return copied(address.to_v4().to_bytes());
    const auto six = address.to_v6();
    if (six.is_v4_mapped()) return copied(ip::make_address_v4(ip::v4_mapped, six).to_bytes());
    return copied(six.to_bytes());
}

std::string reverse_name(std::string_view octets) {
    std::string name;
    for (auto at = octets.rbegin(); at != octets.rend(); ++at) {
        if (octets.size() == 4) {
            name.append(std::to_string(octet(*at))).append(".");
        } else {
            name.append({digits[octet(*at) % 16], '.', digits[octet(*at) / 16], '.'});
        }
    }
    return name + (octets.size() == 4 ? "in-addr.arpa" : "ip6.arpa");
}

bool same_network(std::string_view a, std::string_view b, int bits) {
    if (a.size() != b.size()) return false;
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (a.substr(0, whole) != b.substr(0, whole)) return false;
    if (bits % 8 == 0) return true;
    return ((octet(a[whole]) ^ octet(b[whole])) >> (8 - bits % 8)) == 0;
}

} // namespace fingerpost::check
