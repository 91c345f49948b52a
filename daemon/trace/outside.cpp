#include "trace/outside.hpp"

#include "catalog/domain.hpp"

namespace fingerpost::trace {

using boost::asio::awaitable;

Internet::Internet(
    resolve::Resolver& resolver, const http::Client& client, std::optional<http::Url> via
)
    : resolver_(resolver), client_(client), via_(std::move(via)) {}

awaitable<resolve::Answer> Internet::ask(std::string name, resolve::Type type) {
    const std::pair question(name, type);
    const auto known = asked_.find(question);
    if (known != asked_.end()) co_return known->second;
    auto answer = co_await resolver_.ask(name, type);
    asked_.emplace(question, answer);
    co_return answer;
}

awaitable<Result<std::vector<std::string>>> Internet::addresses(std::string host) {
    std::vector<std::string> found;
    if (is_ip_address(host)) {
        found.push_back(std::move(host));
        co_return found;
    }
    Error none{Errc::not_found, "no such name"};
    for (const auto type : {resolve::Type::a, resolve::Type::aaaa}) {
        const auto answer = co_await ask(host, type);
        for (const auto& address : resolve::all<std::string>(answer))
            found.push_back(address);
        if (answer.outcome == resolve::Outcome::unknown)
            none = {Errc::timeout, answer.what};
        else if (answer.outcome == resolve::Outcome::no_data && none.code != Errc::timeout)
            none.what = "no address";
    }
    if (!found.empty()) co_return found;
    none.what = "DNS, " + host + ": " + none.what;
    co_return none;
}

awaitable<Result<http::Reply>> Internet::fetch(http::Call call) {
    if (via_) {
        call.peer = {{via_->host}, via_->port, via_->tls};
    } else {
        auto found = co_await addresses(call.url.host);
        if (!found) co_return found.error();
        call.peer = {std::move(*found), call.url.port, call.url.tls};
    }
    co_return co_await client_.fetch(std::move(call));
}

} // namespace fingerpost::trace
