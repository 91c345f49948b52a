#include "app/profile_signing.hpp"

#include "base/log.hpp"

namespace fingerpost::app {

void ProfileSigning::use(std::shared_ptr<const http::Signer> signer) {
    std::lock_guard lock(mutex_);
    signer_ = std::move(signer);
    by_key_.clear();
    recent_.clear();
    bytes_ = 0;
}

std::shared_ptr<const http::Signer> ProfileSigning::signer() const {
    std::lock_guard lock(mutex_);
    return signer_;
}

std::optional<Response> ProfileSigning::remembered(std::string_view key) {
    std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end() || expired(signer_.get())) return std::nullopt;
    recent_.splice(recent_.begin(), recent_, found->second);
    return found->second->response;
}

void ProfileSigning::remember(const http::Signer* by, Ready ready) {
    std::lock_guard lock(mutex_);
    if (by != signer_.get() || by_key_.contains(ready.key)) return;
    recent_.push_front(std::move(ready));
    by_key_.emplace(recent_.front().key, recent_.begin());
    bytes_ += recent_.front().size();
    while (bytes_ > bytes_max) {
        bytes_ -= recent_.back().size();
        by_key_.erase(recent_.back().key);
        recent_.pop_back();
    }
}

boost::asio::awaitable<Response> ProfileSigning::sign(std::string key, Response response) {
    const auto by = signer();
    // as a file without a signature it is installed; one by an expired certificate may not be
    if (expired(by.get())) co_return response;
    if (by) {
        const auto job = [&] { return by->sign(response.body); };
        auto bytes = co_await run(job);
        if (!bytes) {
            log::event(log::Level::error, "profile_not_signed", {{"reason", bytes.error().what}});
            co_return response;
        }
        response.body = std::move(*bytes);
    }
    Ready ready{std::move(key), response};
    remember(by.get(), std::move(ready));
    co_return response;
}

} // namespace fingerpost::app
