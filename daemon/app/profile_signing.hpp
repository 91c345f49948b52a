/// @file
/// Signs profiles off the request threads and remembers the last ones: a signature costs up to
/// some milliseconds, and devices download the same profile more than once.
#pragma once

#include "http/signer.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fingerpost::app {

/// Any thread may call it.
class ProfileSigning {
public:
    static constexpr std::size_t bytes_max = 4 * 1024 * 1024; ///< of documents and signatures

    ProfileSigning() = default;
    ~ProfileSigning() { stop(); }
    ProfileSigning(const ProfileSigning&) = delete;
    ProfileSigning& operator=(const ProfileSigning&) = delete;

    /// Waits for a running signature; to be called when no more will be asked for.
    void stop() { thread_.join(); }

    /// Null: profiles are answered as they are. Forgets what the last signer signed.
    void use(std::shared_ptr<const http::Signer> signer);

    /// The signed profile, or the profile itself when there is no signer or it fails: a profile
    /// without a signature can be installed too. A failure is logged.
    boost::asio::awaitable<std::string> sign(std::string profile);

private:
    struct Signed {
        std::string profile;
        std::string bytes;
        std::size_t size() const { return profile.size() + bytes.size(); }
    };

    std::shared_ptr<const http::Signer> signer() const;
    const std::string* remembered(std::string_view profile); ///< with mutex_ held
    void remember(const http::Signer* by, Signed signed_profile);

    mutable std::mutex mutex_;
    std::shared_ptr<const http::Signer> signer_;
    std::list<Signed> recent_; ///< most recently used first
    std::unordered_map<std::string_view, std::list<Signed>::iterator> by_profile_;
    std::size_t bytes_ = 0;
    boost::asio::thread_pool thread_{1};
};

} // namespace fingerpost::app
