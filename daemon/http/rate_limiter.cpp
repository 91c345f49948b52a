#include "http/rate_limiter.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <random>
#include <string>

namespace fingerpost::http {

namespace {

namespace ip = boost::asio::ip;

std::uint64_t random_seed() {
    std::random_device device;
    return (std::uint64_t{device()} << 32) | device();
}

/// 0 for what is no address. IPv4 sits in ::1:0:0/32, which no IPv6 client comes from.
std::uint64_t network_of(std::string_view text) {
    boost::system::error_code error;
    const auto address = ip::make_address(std::string(text), error);
    if (error) return 0;
    if (address.is_v4()) return (std::uint64_t{1} << 32) | address.to_v4().to_uint();
    std::uint64_t prefix = 0;
    const auto bytes = address.to_v6().to_bytes();
    for (std::size_t i = 0; i < 8; ++i)
        prefix = (prefix << 8) | bytes[i];
    return prefix;
}

/// The finisher of SplitMix64.
std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31);
}

} // namespace

RateLimiter::RateLimiter(double per_second)
    : per_second_(per_second), burst_(std::max(1.0, 4 * per_second)), seed_(random_seed()),
      sets_(per_second > 0 ? networks_max / ways : 0) {}

bool RateLimiter::allow(std::string_view address, Time now) {
    if (per_second_ <= 0) return true;
    const auto network = network_of(address);
    const std::lock_guard lock(mutex_);
    auto& found = bucket(network, now);
    const std::chrono::duration<double> passed = now - found.filled;
    found.tokens = std::min(burst_, found.tokens + std::max(0.0, passed.count()) * per_second_);
    found.filled = now;
    if (found.tokens < 1) return false;
    found.tokens -= 1;
    return true;
}

RateLimiter::Bucket& RateLimiter::bucket(std::uint64_t network, Time now) {
    auto& set = sets_[mixed(network ^ seed_) % sets_.size()];
    const auto is_it = [&](const Bucket& b) { return b.network == network && b.filled != Time{}; };
    const auto found = std::find_if(set.begin(), set.end(), is_it);
    if (found != set.end()) return *found;
    const auto older = [](const Bucket& a, const Bucket& b) { return a.filled < b.filled; };
    auto& oldest = *std::min_element(set.begin(), set.end(), older);
    oldest = Bucket{network, burst_, now};
    return oldest;
}

} // namespace fingerpost::http
