-- The last attempts of a job, a line of JSON each (src/model/job_attempt.hpp): when, which worker, how it ended.
ALTER TABLE jobs ADD COLUMN attempts text NOT NULL DEFAULT '';
