//! Each way in which a shop can be out of reach, or not a shop, has its own code.
