#include "app/profile_signing.hpp"

#include "base/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace fingerpost::app {

void ProfileSigning::use(std::shared_ptr<const http::Signer> signer) {
    std::lock_guard lock(mutex_);
    signer_ = std::move(signer);
    by_profile_.clear();
    recent_.clear();
    bytes_ = 0;
}

std::shared_ptr<const http::Signer> ProfileSigning::signer() const {
    std::lock_guard lock(mutex_);
    return signer_;
}

const std::string* ProfileSigning::remembered(std::string_view profile) {
    const auto found = by_profile_.find(profile);
    if (found == by_profile_.end()) return nullptr;
    recent_.splice(recent_.begin(), recent_, found->second);
    return &found->second->bytes;
}

void ProfileSigning::remember(const http::Signer* by, Signed signed_profile) {
    std::lock_guard lock(mutex_);
    if (by != signer_.get() || remembered(signed_profile.profile)) return;
    recent_.push_front(std::move(signed_profile));
    by_profile_.emplace(recent_.front().profile, recent_.begin());
    bytes_ += recent_.front().size();
    while (bytes_ > bytes_max) {
        bytes_ -= recent_.back().size();
        by_profile_.erase(recent_.back().profile);
        recent_.pop_back();
    }
}

boost::asio::awaitable<std::string> ProfileSigning::sign(std::string profile) {
    const auto by = signer();
    if (!by) co_return profile;
    {
        std::lock_guard lock(mutex_);
        if (const auto* bytes = remembered(profile)) co_return *bytes;
    }
    auto task = [](const http::Signer& with, const std::string& content
                ) -> boost::asio::awaitable<Result<std::string>> { co_return with.sign(content); };
    auto signing = task(*by, profile);
    auto bytes =
        co_await boost::asio::co_spawn(thread_, std::move(signing), boost::asio::use_awaitable);
    if (!bytes) {
        log::event(log::Level::error, "profile_not_signed", {{"reason", bytes.error().what}});
        co_return profile;
    }
    auto answer = *bytes;
    Signed signed_profile{std::move(profile), std::move(*bytes)};
    remember(by.get(), std::move(signed_profile));
    co_return answer;
}

} // namespace fingerpost::app
