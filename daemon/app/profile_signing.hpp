/// @file
/// Profiles ready to be sent: signed off the request threads, since a signature costs up to some
/// milliseconds, and remembered, since devices download the same profile more than once.
#pragma once

#include "base/clock.hpp"
#include "base/message.hpp"
#include "http/signer.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

namespace fingerpost::app {

/// Any thread may call it. A profile goes by a key that stands for all it was rendered from.
class ProfileSigning {
public:
    static constexpr std::size_t bytes_max = 4 * 1024 * 1024; ///< of what is remembered

    explicit ProfileSigning(std::function<std::int64_t()> now = unix_time) : now_(std::move(now)) {}
    ~ProfileSigning() { stop(); }
    ProfileSigning(const ProfileSigning&) = delete;
    ProfileSigning& operator=(const ProfileSigning&) = delete;

    /// Waits for running work; to be called when no more will be asked for.
    void stop() { thread_.join(); }

    /// Null: profiles are answered as they are. Forgets what it remembers.
    void use(std::shared_ptr<const http::Signer> signer);

    /// Null when there is none.
    std::shared_ptr<const http::Signer> signer() const;

    std::optional<Response> remembered(std::string_view key);

    /// The response with its body signed, remembered under the key; as it is when there is no
    /// signer, or its certificate has expired. When the signer fails, that is logged and the
    /// response neither signed nor remembered: a profile without a signature can be installed too.
    boost::asio::awaitable<Response> sign(std::string key, Response response);

    /// The value of `job()`, which takes milliseconds too, from the same thread.
    template <class Job>
    boost::asio::awaitable<std::invoke_result_t<Job>> run(Job job);

private:
    struct Ready {
        std::string key;
        Response response;
        std::size_t size() const { return key.size() + response.body.size(); }
    };

    bool expired(const http::Signer* signer) const {
        return signer && signer->not_after() <= now_();
    }
    void remember(const http::Signer* by, Ready ready);

    std::function<std::int64_t()> now_;
    mutable std::mutex mutex_;
    std::shared_ptr<const http::Signer> signer_;
    std::list<Ready> recent_; ///< most recently used first
    std::unordered_map<std::string_view, std::list<Ready>::iterator> by_key_;
    std::size_t bytes_ = 0;
    boost::asio::thread_pool thread_{1};
};

template <class Job>
boost::asio::awaitable<std::invoke_result_t<Job>> ProfileSigning::run(Job job) {
    using Value = std::invoke_result_t<Job>;
    auto task = [](Job work) -> boost::asio::awaitable<Value> { co_return work(); };
    auto working = task(std::move(job));
    co_return co_await boost::asio::co_spawn(
        thread_, std::move(working), boost::asio::use_awaitable
    );
}

} // namespace fingerpost::app
