#include "publish/propagation.hpp"

#include "publish/seen.hpp"
#include "publish/serial.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace fingerpost::publish {

namespace {

namespace asio = boost::asio;

class Follower {
public:
    Follower(const ZoneState& zone, const Changes& changes, const PropagationSettings& settings)
        : zone_(zone), changes_(changes), settings_(settings) {}

    asio::awaitable<SecondaryResult> follow(NameServer& server) {
        auto pause = settings_.first_pause;
        for (;;) {
            auto result = co_await look(server);
            const bool late = settings_.pace.now() >= settings_.deadline;
            if (result.status == SecondaryStatus::current || late) co_return result;
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(
                settings_.deadline - settings_.pace.now()
            );
            co_await settings_.pace.pause(std::min(pause, left));
            pause = std::min(pause * 2, settings_.longest_pause);
        }
    }

private:
    asio::awaitable<SecondaryResult> look(NameServer& server) {
        SecondaryResult result{server.name(), SecondaryStatus::unreachable, {}, {}};
        const auto state = co_await zone_of(server, zone_.name);
        if (!state || state->name != zone_.name) {
            result.why = state ? "it does not serve " + zone_.name : state.error().what;
            co_return result;
        }
        result.serial = state->serial;
        result.status = SecondaryStatus::lagging;
        if (serial_before(state->serial, zone_.serial)) {
            result.why = "its serial is " + std::to_string(state->serial) + ", the primary's is " +
                         std::to_string(zone_.serial) +
                         "; can it reach the primary, and is it allowed to transfer?";
            co_return result;
        }
        ObserveSettings how;
        how.pace = settings_.pace;
        const auto seen = co_await observe(server, questions_of(changes_), how);
        const auto sight = sight_of(changes_, seen);
        if (sight.state == Sight::made)
            result.status = SecondaryStatus::current;
        else if (sight.state == Sight::not_made)
            result.why = sight.what + " is not as at the primary, though its serial is no older";
        else
            result.why = sight.what + " cannot be read: " + sight.why;
        co_return result;
    }

    const ZoneState& zone_;
    const Changes& changes_;
    const PropagationSettings& settings_;
};

} // namespace

std::string_view name(SecondaryStatus status) {
    constexpr std::array<std::string_view, 3> names{"current", "lagging", "unreachable"};
    return names.at(static_cast<std::size_t>(status));
}

namespace {

asio::awaitable<void> keep(asio::awaitable<SecondaryResult> following, SecondaryResult& result) {
    result = co_await std::move(following);
}

} // namespace

asio::awaitable<std::vector<SecondaryResult>> wait_for_secondaries(
    std::vector<NameServer*> secondaries,
    ZoneState zone,
    Changes changes,
    PropagationSettings settings
) {
    std::vector<SecondaryResult> results(secondaries.size());
    Follower follower(zone, changes, settings);
    const auto one = [&](std::size_t i) {
        return keep(follower.follow(*secondaries[i]), results[i]);
    };
    co_await together(secondaries.size(), secondaries.size(), one);
    co_return results;
}

} // namespace fingerpost::publish
