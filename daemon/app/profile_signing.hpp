/// @file
/// Profiles ready to be sent: signed off the request threads, since a signature costs up to some
/// milliseconds, and remembered, since devices download the same profile more than once.
#pragma once

#include "base/message.hpp"
#include "http/signer.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fingerpost::app {

/// Any thread may call it. A profile goes by a key that stands for all it was rendered from.
class ProfileSigning {
public:
    static constexpr std::size_t bytes_max = 4 * 1024 * 1024; ///< of what is remembered

    ProfileSigning() = default;
    ~ProfileSigning() { stop(); }
    ProfileSigning(const ProfileSigning&) = delete;
    ProfileSigning& operator=(const ProfileSigning&) = delete;

    /// Waits for a running signature; to be called when no more will be asked for.
    void stop() { thread_.join(); }

    /// Null: profiles are answered as they are. Forgets what it remembers.
    void use(std::shared_ptr<const http::Signer> signer);

    std::optional<Response> remembered(std::string_view key);

    /// The response with its body signed, remembered under the key; as it is when there is no
    /// signer. When the signer fails, that is logged and the response neither signed nor
    /// remembered: a profile without a signature can be installed too.
    boost::asio::awaitable<Response> sign(std::string key, Response response);

private:
    struct Ready {
        std::string key;
        Response response;
        std::size_t size() const { return key.size() + response.body.size(); }
    };

    std::shared_ptr<const http::Signer> signer() const;
    void remember(const http::Signer* by, Ready ready);

    mutable std::mutex mutex_;
    std::shared_ptr<const http::Signer> signer_;
    std::list<Ready> recent_; ///< most recently used first
    std::unordered_map<std::string_view, std::list<Ready>::iterator> by_key_;
    std::size_t bytes_ = 0;
    boost::asio::thread_pool thread_{1};
};

} // namespace fingerpost::app
