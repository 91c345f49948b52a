/// @file
/// What the measured values were, for ten years in a file whose size does not change: every minute
/// a row with all series, consolidated to five minutes, hours and days (archive.hpp). One writer,
/// any number of readers in other threads and processes, each with a History of its own.
///
/// The clock: steps are written forwards only. What is not later than the newest step is refused,
/// so a clock that is set back pauses the history and destroys nothing. Two limits keep a wrong
/// clock from stopping it for good: nothing is written before 2026, and when the file is opened,
/// steps more than a day ahead of the clock do not count; they are overwritten in their turn.
#pragma once

#include "base/error.hpp"
#include "history/archive.hpp"
#include "history/point.hpp"
#include "history/rates.hpp"
#include "history/series.hpp"
#include "storage/sql.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::history {

struct Sample {
    int column = 0; ///< as add() gave it
    double value = 0;
};

/// What read() found: a point for each step, the first of which begins at `from`.
struct Extract {
    Topic topic;
    std::int64_t from = 0;
    std::int64_t step = 0; ///< seconds
    std::vector<Point> points;

    std::int64_t to() const { return from + step * static_cast<std::int64_t>(points.size()); }
};

inline constexpr int points_max = 10'000;

/// All members throw storage::SqlError when the disk or the file fails.
class History {
public:
    /// For the one writer; makes the file, readable by its owner only. Throws DamagedDatabase when
    /// the file is no whole one of ours; see open_or_replace().
    static History open(const std::string& file, std::int64_t now);

    /// Errc::not_found when there is no file yet, Errc::upstream when it is damaged.
    static Result<History> open_for_reading(const std::string& file);

    /// By column; also the removed ones, as long as their past is there.
    std::vector<Series> series();

    /// Columns of the topics, in their order. One that is there already keeps its column and past,
    /// also when it was removed. All or nothing: Errc::conflict when the kind or unit is another.
    /// With each sixteenth series the file is rewritten once, so add many at once.
    Result<std::vector<int>> add(std::span<const Topic> topics, std::int64_t now);

    /// Its past stays readable. Errc::not_found.
    Result<void> remove(std::string_view name, std::int64_t now);

    /// The minute that `time` is in, and all longer steps that ended before it; on the disk on
    /// return. What is not a number, and series without a sample, are missing. Samples of columns
    /// that no live series has are left out. Errc::conflict: see "The clock".
    Result<void> write(std::int64_t time, std::span<const Sample> samples);

    /// From the archive that suits, at most window.points of them and one where the window does
    /// not begin with a step. Errc::not_found,
    /// Errc::bad_request for a window without a time in it.
    Result<Extract> read(std::string_view name, const Window& window);

private:
    explicit History(std::unique_ptr<storage::Connection> connection);

    void refresh();
    std::string row_of(std::int64_t step, std::span<const Sample> samples);
    void consolidate(const Archive& archive, std::int64_t start);

    std::unique_ptr<storage::Connection> connection_;
    std::vector<Series> series_; ///< by column; the writer's
    int room_ = 0;               ///< series that a row has room for
    std::int64_t newest_ = 0;    ///< start of the last minute written
    Rates rates_;
};

/// A History to write to, whatever is there: a damaged file is moved aside, under a name that
/// says when, and a new one begun. `problem` tells of that, or is "".
struct Opened {
    History history;
    std::string problem;
};
Opened open_or_replace(const std::string& file, std::int64_t now);

} // namespace fingerpost::history
